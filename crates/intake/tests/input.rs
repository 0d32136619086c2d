//! What comes in at the door: encodings, packed files, foreign languages, files that are no reports.

use std::io::Write;

use rapporteur_intake::{Error, LARGEST, LONGEST, Options, Taken, open, reports_of};
use rapporteur_record::Report;

const NEWS: &str =
    "LISBON, May 3 - The two sides met again on Monday, and the minister said that the talks had been useful.";

fn taken(name: &str, bytes: &[u8]) -> Taken {
    reports_of(name, bytes, &Options::default())
}

fn read(name: &str, bytes: &[u8]) -> Result<Report, String> {
    taken(name, bytes).remove(0).map_err(|e| e.to_string())
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], word: &str) {
    let said = read(name, bytes).expect_err("this is no report");
    assert!(said.starts_with(name.trim_end_matches(".gz")) && said.contains(word), "{said}");
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn text_is_kept_character_for_character() {
    let text = "LISBON, May 3\r\n\r\nThe two sides\u{a0}met — again.\n\n";
    assert_eq!(read("a.txt", text.as_bytes()).unwrap().text.as_str(), text);
}

#[test]
fn encodings_come_to_utf8() {
    let want = "The café talks between the two sides have failed, the minister said.";
    let utf16 = |to: fn(u16) -> [u8; 2]| want.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = want.chars().map(|c| c as u32 as u8).collect();
    let page = |bytes: &[u8], charset: &str| {
        let mut page = format!("<html><head><meta charset=\"{charset}\"></head><body><p>").into_bytes();
        page.extend_from_slice(bytes);
        page
    };
    for (name, bytes) in [
        ("a.txt", marked),
        ("a.txt", utf16(u16::to_le_bytes)),
        ("a.txt", utf16(u16::to_be_bytes)),
        ("a.txt", latin.clone()),
        ("a.html", page(&latin, "iso-8859-1")),
        // A page that declares the wrong thing and is UTF-8 all the same.
        ("a.html", page(want.as_bytes(), "iso-8859-1")),
        ("a.txt.gz", gz(want.as_bytes())),
        ("a.txt.zst", zstd::encode_all(want.as_bytes(), 1).unwrap()),
        // Packed, whatever the name says.
        ("a.txt", gz(want.as_bytes())),
    ] {
        assert_eq!(read(name, &bytes).unwrap().text.as_str(), want, "{name} {bytes:?}");
    }
}

#[test]
fn a_text_cut_within_a_character_is_read() {
    let cut = &"The café talks – so far – have failed.".as_bytes()[..12];
    assert!(read("a.txt", cut).unwrap().text.starts_with("The café"));
    let mut mixed = "“The talks – and the trust – are over,” the négociateur said. ".repeat(5).into_bytes();
    mixed.push(0x92);
    assert!(read("a.txt", &mixed).unwrap().text.contains("négociateur"));
}

#[test]
fn what_is_no_report_is_refused_by_name() {
    refused("a.txt", b"\x00\x01\x02\x00\x00\xff\xfe\x00binary\x00\x00", "binary");
    refused("a.txt", b"%PDF-1.7\n%\xe2\xe3", "PDF");
    refused("a.docx", b"PK\x03\x04\x14\x00", "office");
    refused("a.txt", b"<?xml version=\"1.0\"?><rss><channel></channel></rss>", "feed cannot be read");
    refused("a.txt", b"<?xml version=\"1.0\"?><prices><wheat>7</wheat></prices>", "XML");
    refused("a.txt.gz", b"\x1f\x8b\x08\x00\x00", "gzip");
    refused("a.txt.gz", &gz(NEWS.as_bytes())[..40], "cut off");
    refused("a.txt", b"  \n", "no text");
    refused("a.html", b"<html><body><div id=root></div><script>draw()</script></body></html>", "no text");
    refused("a.jsonl", b"{\"id\": 1}", "line 1");
    refused("a.jsonl", b"{\"text\": \"cut", "not JSON");
}

#[test]
fn markup_without_a_telling_name_is_read_as_a_page() {
    let page = format!("<!-- saved --><html><body><article><p>{NEWS}</p></article></body></html>");
    assert_eq!(read("a.txt", page.as_bytes()).unwrap().text.as_str(), NEWS);
    assert_eq!(read("a", format!("<div><p>{NEWS}</p></div>").as_bytes()).unwrap().text.as_str(), NEWS);
}

#[test]
fn other_languages_are_refused_and_english_with_foreign_names_is_not() {
    for (text, language) in [
        (
            "Le ministre des affaires étrangères a déclaré lundi que les négociations avec les rebelles avaient échoué.",
            "French",
        ),
        (
            "El ministro dijo el lunes que las negociaciones con los rebeldes habían fracasado por falta de confianza.",
            "Spanish",
        ),
        ("Министр заявил в понедельник, что переговоры провалились.", "Cyrillic script"),
        ("部长星期一说,双方的谈判已经失败,没有达成协议。", "Mandarin"),
    ] {
        refused("a.txt", text.as_bytes(), language);
        let all = Options { any_language: true, ..Options::default() };
        assert!(reports_of("a.txt", text.as_bytes(), &all)[0].is_ok());
    }
    let names = "Ngozi Okonjo-Iweala, Jean-Claude Juncker, Luiz Inácio Lula da Silva and Recep Tayyip Erdoğan met in Ouagadougou \
                 and the four said that the talks had been a success.";
    assert!(read("a.txt", names.as_bytes()).is_ok());
}

#[test]
fn packed_files_are_bounded() {
    let bomb = gz(&vec![b'a'; LARGEST + 2]);
    refused("a.txt.gz", &bomb, "larger than");
    refused("a.txt", &zstd::encode_all(&vec![b'a'; LARGEST + 2][..], 1).unwrap(), "larger than");
}

#[test]
fn a_long_text_is_read_in_part_and_says_so() {
    for unit in [format!("{NEWS} "), "х".to_string(), "no stop ".to_string(), "a".to_string()] {
        let long = unit.repeat((LONGEST + (1 << 20)) / unit.len());
        let all = Options { any_language: true, ..Options::default() };
        let found = reports_of("long.txt", long.as_bytes(), &all);
        let [Ok(report), Err(Error::Partial { kept, whole, .. })] = &found[..] else { panic!("{unit}: not in part") };
        assert_eq!((*kept, *whole), (report.text.len(), long.len()));
        assert!(*kept <= LONGEST && *kept > LONGEST / 2 && long.starts_with(report.text.as_str()));
    }
}

#[test]
fn days_of_publication_come_to_edtf_and_what_is_none_is_left_out() {
    let line = |day: &str| format!("{{\"id\": 7, \"text\": \"{NEWS}\", \"published\": \"{day}\"}}\n");
    let day = |d: &str| read("a.jsonl", line(d).as_bytes()).unwrap().published;
    assert_eq!(day("May 3, 1999").as_deref(), Some("1999-05-03"));
    assert_eq!(day("1999-05-03T10:00:00Z").as_deref(), Some("1999-05-03T10:00:00Z"));
    assert_eq!(day("last spring"), None);
}

#[test]
fn lines_stand_or_fall_alone_and_columns_can_be_named() {
    let lines = format!("{{\"body\": \"{NEWS}\", \"uri\": \"x/1\"}}\nnot json\n\n{{\"body\": \"{NEWS}\"}}\n");
    let fields = vec![("text".into(), "body".into()), ("id".into(), "uri".into())];
    let found = reports_of("news.jsonl", lines.as_bytes(), &Options { fields, ..Options::default() });
    let ids: Vec<String> = found.into_iter().map(|r| r.map_or_else(|e| e.to_string(), |r| r.id)).collect();
    assert_eq!((ids[0].as_str(), ids[2].as_str()), ("x/1", "news-4"));
    assert!(ids[1].starts_with("news.jsonl, line 2: this is not JSON"), "{}", ids[1]);
}

#[test]
fn folders_patterns_and_packed_lines_are_one_stream() {
    let folder = std::env::temp_dir().join(format!("rapporteur-intake-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("deep")).unwrap();
    let line = format!("{{\"text\": \"{NEWS}\"}}\n");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    write("b.txt", NEWS.as_bytes());
    write("deep/a.md", format!("# Head\n\n{NEWS}").as_bytes());
    write("c.jsonl.gz", &gz(line.repeat(2).as_bytes()));
    write("d.jsonl.zst", &zstd::encode_all(line.as_bytes(), 1).unwrap());
    write("e.jsonl.gz", &gz(line.repeat(2000).as_bytes())[..60]);
    write("notes.bak", b"not a report");
    let of = |path: &str| {
        let paths = [folder.join(path).to_string_lossy().into_owned()];
        open(&paths, Options::default()).map(|r| r.map_or_else(|e| format!("! {e}"), |r| r.id)).collect::<Vec<_>>()
    };
    let all = of("");
    assert_eq!(
        all[..5],
        ["b", "c.jsonl-1", "c.jsonl-2", "d.jsonl-1", "a"].map(String::from)[..5].to_vec()[..],
        "{all:?}"
    );
    assert!(all.last().is_some_and(|l| l.contains("cut off") || l == "a"), "{all:?}");
    assert_eq!(of("*.txt"), ["b"]);
    assert!(of("none*.txt")[0].contains("no such file"));
    std::fs::remove_dir_all(&folder).unwrap();
}
