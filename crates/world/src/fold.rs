//! Names without what writers vary: capitals, accents, hyphens, apostrophes, full stops.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents; hyphens are spaces, apostrophes and full stops are nothing.
///
/// ```
/// assert_eq!(rapporteur_world::fold("Côte d’Ivoire"), "cote divoire");
/// ```
pub fn fold(name: &str) -> String {
    if name.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' | '‘' | '`' | 'ʿ' | 'ʼ' | '.' | ',' => {}
            '-' | '–' | '_' | '/' | ' ' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            'ı' => out.push('i'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}
