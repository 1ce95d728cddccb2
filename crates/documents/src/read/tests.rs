//! What strangers hand in: bombs, lies, knots. Each is answered, in bounded time, without a crash.

use super::*;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use netra_base::Error;
use std::io::Write as _;

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn with_stream(about: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out =
        b"%PDF-1.7\n1 0 obj\n<</Type/Filespec/F(a.json)/UF(a.json)/EF<</F 2 0 R>>>>\nendobj\n2 0 obj\n<<".to_vec();
    out.extend(format!("/Length {}{about}>>\nstream\n", bytes.len()).bytes());
    out.extend(bytes);
    out.extend(b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n");
    out
}

fn check(pdf: &[u8], expected: std::result::Result<&[(&str, &[u8])], &str>) {
    let found = match attachments_of(pdf) {
        Ok(list) => Ok(list),
        Err(Error::Refused(list)) => Err(list[0].code),
        Err(other) => panic!("{other}"),
    };
    let list = |files: &[(&str, &[u8])]| {
        files.iter().map(|(name, bytes)| Attached { name: (*name).into(), bytes: bytes.to_vec() }).collect::<Vec<_>>()
    };
    assert_eq!(found, expected.map(list), "{}", String::from_utf8_lossy(&pdf[..pdf.len().min(300)]));
}

#[test]
fn plain_and_deflated_files_are_found() {
    check(&with_stream("", b"{}"), Ok(&[("a.json", b"{}")]));
    check(&with_stream("/Filter/FlateDecode", &deflated(b"hello")), Ok(&[("a.json", b"hello")]));
    check(&with_stream("/Filter [ /Fl#61teDecode ]", &deflated(b"hello")), Ok(&[("a.json", b"hello")]));
    check(b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj", Ok(&[]));
}

#[test]
fn what_is_no_pdf_or_locked_is_refused() {
    check(b"", Err("pdf-not"));
    check(b"PK\x03\x04", Err("pdf-not"));
    check(b"%PDF-1.7\ntrailer <</Encrypt 3 0 R>>", Err("pdf-locked"));
    check(b"%PDF-1.7\n5 0 obj <</Type/XRef/Encrypt 3 0 R>> endobj", Err("pdf-locked"));
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    let bomb = deflated(&vec![0; MAX_UNPACKED_BYTES + 1]);
    assert!(bomb.len() < 100_000);
    check(&with_stream("/Filter/FlateDecode", &bomb), Err("pdf-too-much"));
    check(&with_stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb), Err("pdf-too-much"));
    // Twice packed, or packed in a way that papers are not: left alone.
    check(&with_stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&deflated(b"x"))), Ok(&[]));
    check(&with_stream("/Filter/LZWDecode", b"x"), Ok(&[]));
}

#[test]
fn many_small_values_end_before_they_fill_the_memory() {
    // Each of these is some megabytes of file, packed or not, and would be hundreds of megabytes of values.
    for small in ["1 ", "<</A<</A 1>>>>", "[[1]]", "()"] {
        let many = small.repeat((24 << 20) / small.len());
        let packed = deflated(format!("1 0 [{many}]").as_bytes());
        check(&with_stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed), Err("pdf-too-much"));
        check(format!("%PDF-1.7\n1 0 obj [{many}] endobj").as_bytes(), Err("pdf-too-much"));
    }
    let many = "1 ".repeat(1_000_000);
    check(format!("%PDF-1.7\n1 0 obj [{many}] endobj").as_bytes(), Ok(&[]));
}

#[test]
fn a_later_object_takes_the_place_of_an_earlier_one() {
    let mut pdf = with_stream("", b"old");
    pdf.extend(b"2 0 obj <</Length 3>> stream\nnew\nendstream endobj");
    check(&pdf, Ok(&[("a.json", b"new")]));
}

#[test]
fn objects_inside_a_stream_are_not_objects() {
    let inner = b"9 0 obj <</F(evil)/EF<</F 2 0 R>>>> endobj";
    check(&with_stream("", inner), Ok(&[("a.json", inner)]));
}

#[test]
fn objects_packed_together_are_found() {
    let packed = deflated(b"1 0 <</UF<FEFF0061>/EF<</UF 8 0 R>>>>");
    let mut pdf =
        format!("%PDF-1.5\n7 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>> stream\n", packed.len())
            .into_bytes();
    pdf.extend(&packed);
    pdf.extend(b"\nendstream endobj\n8 0 obj <</Length 9 0 R>> stream\nhi\nendstream endobj");
    let found = attachments_of(&pdf).unwrap();
    assert_eq!((found[0].name.as_str(), found[0].bytes.as_slice()), ("a", &b"hi\n"[..]));
}

#[test]
fn knots_and_lies_end_soon() {
    let mut deep = b"%PDF-1.7\n".to_vec();
    deep.extend(b"1 0 obj [".repeat(300_000));
    check(&deep, Ok(&[]));
    let mut open = b"%PDF-1.7\n".to_vec();
    open.extend(b"1 0 obj (".repeat(300_000));
    check(&open, Ok(&[]));
    let mut wide = b"%PDF-1.7\n".to_vec();
    wide.extend(b"1 0 obj << /EF 1 0 R /Length 99999999999999999999 >> stream\n".repeat(50_000));
    check(&wide, Ok(&[]));
    // Every stream says that it ends where one long run of blanks begins.
    let claim = |length: usize| format!("1 0 obj <</Length {length:8}>> stream\n");
    let (one, many) = (claim(0).len(), 50_000);
    let mut blank = b"%PDF-1.7\n".to_vec();
    blank.extend((1..=many).flat_map(|at| claim(one * (many - at)).into_bytes()));
    blank.extend(vec![b' '; 4 << 20]);
    check(&blank, Ok(&[]));
    for cut in [1, 30, 60, 90, 120, 150] {
        let whole = with_stream("/Filter/FlateDecode", &deflated(b"hello"));
        let _ = attachments_of(&whole[..whole.len() - cut.min(whole.len() - 9)]);
    }
    check(&vec![b'%'; MAX_FILE_BYTES + 1], Err("pdf-large"));
}

#[test]
fn what_acts_is_told_also_when_it_is_packed() {
    let still = |pdf: &[u8]| !carried_by(pdf).unwrap().alive;
    assert!(still(&with_stream("", b"/S /JavaScript")), "words inside a stream do nothing");
    assert!(still(b"%PDF-1.7\n1 0 obj <</S/GoTo/D(x)>> endobj 2 0 obj <</Type/StructElem/S/P>> endobj"));
    for acts in [
        "<</S/JavaScript/JS(app.alert(1))>>",
        "<</OpenAction<</S/Java#53cript/JS 9 0 R>>>>",
        "<</Names<</JavaScript 3 0 R>>>>",
        "<</AcroForm<</XFA 4 0 R>>>>",
        "[<</Subtype/Screen>>]",
        "<</S/Launch/F(cmd)>>",
    ] {
        assert!(!still(format!("%PDF-1.7\n1 0 obj {acts} endobj").as_bytes()), "{acts}");
    }
    let packed = deflated(b"9 0 <</S/JavaScript/JS(app.alert(1))>>");
    assert!(!still(&with_stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed)));
    assert!(!still(&with_stream("/Type/ObjStm/N 1/First 4/Filter/LZWDecode", b"x")), "nobody can tell");
    let mut gone = b"%PDF-1.7\n1 0 obj <</S/JavaScript/JS(x)>> endobj".to_vec();
    gone.extend(b"\n1 0 obj <</S/GoTo>> endobj");
    assert!(still(&gone), "a later object takes its place");
}

#[test]
fn a_length_that_stands_elsewhere_is_looked_up() {
    let with = |rest: &str| {
        let head = "%PDF-1.7\n1 0 obj <</UF(a)/EF<</F 2 0 R>>>> endobj\n2 0 obj <</Length 3 0 R>> stream\nhi\n\nendstream endobj";
        format!("{head}\n{rest}").into_bytes()
    };
    check(&with("3 0 obj 3 endobj"), Ok(&[("a", b"hi\n")]));
    check(&with("3 0 obj 2 endobj"), Ok(&[("a", b"hi")]));
    for lie in ["3 0 obj 1 endobj", "3 0 obj 99 endobj", "3 0 obj -1 endobj", "3 0 obj 3 0 R endobj", ""] {
        check(&with(lie), Ok(&[("a", b"hi\n\n")]));
    }
}
