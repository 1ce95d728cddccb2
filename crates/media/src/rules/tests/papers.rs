//! PDFs: still ones pass; what acts is found plain, written out, and packed among other objects.

use super::*;
use crate::model::FileKind;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A PDF with one page and these further objects.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n"
        .to_vec();
    for (at, object) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n", at + 4).bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer\n<</Root 1 0 R>>\n%%EOF\n");
    out
}

fn stream(about: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{about}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

fn passes(bytes: &[u8]) {
    let ready = ready(bytes, "Undangan.pdf", Accepts::Paper).expect("a still PDF");
    assert_eq!((ready.kind(), ready.bytes(), ready.name()), (FileKind::Paper, bytes, "Undangan.pdf"));
}

fn refused(objects: &[&[u8]], expected: &str) {
    check(&pdf(objects), Accepts::Paper, expected);
}

#[test]
fn text_and_pictures_pass() {
    passes(&pdf(&[]));
    let page = stream("/Filter/FlateDecode", &deflated(b"BT /F1 12 Tf (JavaScript Launch) Tj ET"));
    let picture = stream("/Type/XObject/Subtype/Image/Width 2/Filter/DCTDecode", b"\xFF\xD8/J\xFF\xD9");
    let packed = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &deflated(b"9 0 <</Type/Font/Subtype/Type1>>"));
    let link: &[u8] = b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.org/)>>>>";
    passes(&pdf(&[&page, &picture, &packed, link]));
}

#[test]
fn what_acts_is_refused_by_name() {
    for (object, expected) in [
        (&b"<</S/JavaScript/JS(app.alert(1))>>"[..], "pdf-alive"),
        (b"<</S/JavaScript/JS 9 0 R>>", "pdf-alive"),
        (b"<</S /J#61v#61Script /JS (x)>>", "pdf-alive"),
        (b"<</Type/Action/S/Launch/F(cmd.exe)>>", "pdf-alive"),
        (b"<</S/SubmitForm/F(https://example.org)>>", "pdf-alive"),
        (b"<</AcroForm<</XFA 5 0 R>>>>", "pdf-alive"),
        (b"<</Type/Annot/Subtype/RichMedia>>", "pdf-alive"),
        (b"<</S/GoToE/T<<>>>>", "pdf-alive"),
        (b"<</Filter/LZWDecode/Length 3>>\nstream\nabc\nendstream", "pdf-packed"),
        (b"<</Filter/AHx/Length 3>>\nstream\nabc\nendstream", "pdf-packed"),
        (b"<</Type/XRef/Encrypt 9 0 R/Length 3>>\nstream\nabc\nendstream", "pdf-locked"),
    ] {
        refused(&[object], expected);
    }
    let said = ready(&pdf(&[b"<</S/JavaScript>>"]), "x", Accepts::Paper).unwrap_err();
    assert!(said.say.to(netra_base::Lang::En).contains("JavaScript"), "{said:?}");
}

#[test]
fn a_script_packed_among_other_objects_is_found() {
    let script = deflated(b"9 0 <</S/JavaScript/JS(app.launchURL('https://example.org'))>>");
    refused(&[&stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &script)], "pdf-alive");
    // Whatever the dictionary calls it, and far behind the beginning.
    let far = deflated(&[&vec![b' '; 200_000][..], b"/Launch "].concat());
    refused(&[&stream("/Subtype/XML/Filter[/FlateDecode]", &far)], "pdf-alive");
    // A further step would hide names from us.
    let hidden =
        stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12>>", &deflated(b"9 0 x"));
    refused(&[&hidden], "pdf-packed");
    refused(&[&stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", b"not deflated")], "pdf-packed");
    // One that stands inside another stream, where only a table of the file would lead.
    let inner = stream("/N 1/First 4/Filter/FlateDecode", &script);
    let inner = [b"20 0 obj\n", &inner[..], b"\nendobj"].concat();
    refused(&[&stream("", &inner)], "pdf-alive");
}

#[test]
fn attachments_pass_only_as_plain_data() {
    let with = |name: &str, about: &str, bytes: &[u8]| {
        let spec = format!("<</Type/Filespec/F({name})/UF({name})/EF<</F 5 0 R>>>>");
        pdf(&[spec.as_bytes(), &stream(&format!("/Type/EmbeddedFile{about}"), bytes)])
    };
    passes(&with("proof.json", "/Filter/FlateDecode", &deflated(b"{\"a\":1}")));
    for (name, about, bytes) in [
        ("tool.exe", "", &b"MZ\x90\0"[..]),
        ("proof.json", "", b"MZ\x90\0"),
        ("proof.txt", "", b"#!/bin/sh"),
        ("page.xml", "", b"<html><script>x</script></html>"),
        ("inner.pdf", "", b"%PDF-1.7"),
        ("proof.json", "/Filter/FlateDecode/DecodeParms<</Predictor 12>>", b"x"),
    ] {
        check(&with(name, about, bytes), Accepts::Paper, "pdf-attachment");
    }
}

#[test]
fn a_flood_of_names_ends_soon() {
    // Packed a thousandfold: 40 MiB of names in 40 KB.
    let flood = deflated(&b"/a".repeat(20 << 20));
    refused(&[&stream("/Filter/FlateDecode", &flood)], "pdf-too-much");
    // A dictionary of names before each of many streams.
    let dictionary = [&b"/N".repeat(32_000)[..], b"stream\nx\n"].concat();
    refused(&[&dictionary.repeat(250)], "pdf-too-much");
    // What a long text of many fonts is full of passes.
    passes(&pdf(&[&stream("/Filter/FlateDecode", &deflated(&b"/F1 12 Tf (x) Tj ".repeat(1 << 20)))]));
}

#[test]
fn a_bomb_ends_with_a_sentence() {
    let bomb = deflated(&vec![0; 64 << 20]);
    let bomb = stream("/Filter/FlateDecode", &bomb);
    refused(&[&bomb[..]; 5], "pdf-too-much");
    let many = b"stream\nx\n".repeat(100_000);
    refused(&[&many], "pdf-too-much");
}
