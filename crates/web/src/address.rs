//! Addresses: percent-encoding and the reading of queries and urlencoded bodies. Not a router and not a
//! general URL library: paths of this house are plain ASCII words.

/// Percent-encodes everything but unreserved characters and `/`, for use in a path or a query value.
#[must_use]
pub fn encode(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Reads percent-encoding with `+` as a space; broken escapes stay as they are, broken UTF-8 is replaced.
#[must_use]
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (byte, escape.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Names and values of a query or an urlencoded body, in order.
pub fn pairs(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    text.split('&').filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(name), decode(value))
    })
}

/// `path?name=value` with each pair encoded; pairs with an empty value are left out.
#[must_use]
pub fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    // Two slashes at the start would name another host.
    let mut out = format!("/{}", path.trim_start_matches('/'));
    for (at, (name, value)) in query.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(&encode(name));
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

/// Is this an address of this house that a sign-in may continue at? Only plain local paths are: nothing
/// with a host, a backslash or a control character.
#[must_use]
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_reads_back() {
        let text = "Lapas \"Cipinang\" 100% & <b>é</b>+x";
        assert_eq!(decode(&encode(text)), text);
        assert_eq!(decode("a+b%2"), "a b%2");
        assert_eq!(decode("%zz%é"), "%zz%é");
        assert_eq!(with_query("/x", &[("a", "1 2"), ("b", ""), ("c", "&")]), "/x?a=1%202&c=%26");
    }

    #[test]
    fn nobody_is_sent_to_another_house_after_signing_in() {
        assert!(is_local("/pakta/3"));
        for bad in ["", "pakta", "//evil.invalid", "https://evil.invalid", "/\\evil.invalid", "/a\nb"] {
            assert!(!is_local(bad), "{bad:?}");
        }
    }
}
