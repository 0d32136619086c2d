//! Days of publication as pages and people write them, as EDTF.

use jiff::civil::Date;

/// Ways of writing a day that pages use; ISO 8601 is looked for first.
const WAYS: [&str; 7] = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%Y/%m/%d"];

/// A date, or a date with time, in EDTF: as given where it is one already; none where it is no date.
pub fn edtf(written: &str) -> Option<String> {
    let s = written.trim();
    if is_edtf(s) {
        return Some(s.replacen(' ', "T", usize::from(s.as_bytes().get(10) == Some(&b' '))));
    }
    if s.len() == 8 && s.bytes().all(|b| b.is_ascii_digit()) {
        return Date::strptime("%Y%m%d", s).ok().map(|d| d.to_string());
    }
    if let Ok(t) = jiff::fmt::rfc2822::parse(s) {
        return Some(t.timestamp().to_string());
    }
    let s = s.split(" - ").next().unwrap_or(s).replace(" Sept ", " Sep ").replace('.', "");
    WAYS.iter().find_map(|w| Date::strptime(w, s.trim()).ok()).map(|d| d.to_string())
}

/// `2025`, `2025-12`, `2025-12-05`, each perhaps with `~` or `?`, and the last perhaps with a time.
fn is_edtf(s: &str) -> bool {
    let digits = |r: std::ops::Range<usize>| s.as_bytes().get(r).is_some_and(|b| b.iter().all(u8::is_ascii_digit));
    let dash = |i: usize| s.as_bytes().get(i) == Some(&b'-');
    let day = digits(0..4) && dash(4) && digits(5..7) && dash(7) && digits(8..10);
    if day {
        let real = s.get(..10).is_some_and(|d| d.parse::<Date>().is_ok());
        return real && s[10..].chars().next().is_none_or(|c| matches!(c, 'T' | ' ' | '~' | '?'));
    }
    let bare = s.trim_end_matches(['~', '?']);
    digits(0..4) && (bare.len() == 4 || (bare.len() == 7 && dash(4) && ("01"..="12").contains(&&bare[5..])))
}

#[cfg(test)]
mod tests {
    use super::edtf;

    #[test]
    fn days_are_read_as_pages_write_them() {
        for (written, want) in [
            ("1999-03-04T10:00:00Z", "1999-03-04T10:00:00Z"),
            ("1999-03-04 10:00", "1999-03-04T10:00"),
            ("1999-03", "1999-03"),
            ("1999~", "1999~"),
            ("19990304", "1999-03-04"),
            ("March 4, 1999", "1999-03-04"),
            ("4 Mar 1999", "1999-03-04"),
            ("Thursday, 4 March 1999", "1999-03-04"),
            ("Thu, 04 Mar 1999 10:00:00 +0100", "1999-03-04T09:00:00Z"),
        ] {
            assert_eq!(edtf(written).as_deref(), Some(want), "{written}");
        }
        for written in ["yesterday", "1999-13", "1999-02-30", "", "3 hours ago", "1999-03-0é"] {
            assert_eq!(edtf(written), None, "{written}");
        }
    }
}
