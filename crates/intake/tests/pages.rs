//! Whole pages of our own writing, as sites build them, and the report that is in each.
//!
//! `pages/NAME.html` (or `.md`) is the page; `UPDATE_EXPECT=1 cargo test -p rapporteur-intake` writes what is read.

use expect_test::expect_file;
use rapporteur_intake::{Options, reports_of};

fn check(page: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/");
    let bytes = std::fs::read(format!("{folder}{page}")).unwrap();
    let r = reports_of(page, &bytes, &Options::default()).remove(0).unwrap();
    let line = |name: &str, v: &Option<String>| v.as_ref().map_or(String::new(), |v| format!("{name}: {v}\n"));
    let head = [
        line("title", &r.title),
        line("publisher", &r.publisher),
        line("author", &r.author),
        line("published", &r.published),
        line("url", &r.url),
    ];
    expect_file![format!("{folder}{page}.txt")].assert_eq(&format!("{}\n{}\n", head.concat(), r.text.as_str()));
}

#[test]
fn an_agency_page_with_linked_data_menus_and_a_banner() {
    check("agency.html");
}

#[test]
fn an_old_page_of_line_breaks_and_tables() {
    check("old.html");
}

#[test]
fn a_page_that_a_script_draws() {
    check("drawn.html");
}

#[test]
fn a_ministry_page_whose_whole_text_stands_in_a_box_with_a_side_bar_in_its_name() {
    check("ministry.html");
}

#[test]
fn notes_in_markdown() {
    check("notes.md");
}
