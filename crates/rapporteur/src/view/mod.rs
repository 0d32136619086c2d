//! A record for a person, as a desk officer would write it up: 80 columns, each entry with the line and the words behind
//! it. Quotation marks stand only where the text has them.

mod acts;
mod deals;
mod page;
mod people;

use rapporteur_record::Record;

use page::Page;

/// How to draw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// ANSI colours: for terminals only.
    pub colours: bool,
}

/// Draws a record.
pub fn view(record: &Record, look: Look) -> String {
    let mut page = Page::new(record, look);
    people::head(&mut page);
    people::who(&mut page);
    people::said(&mut page);
    acts::meetings(&mut page);
    deals::instruments(&mut page);
    deals::positions(&mut page);
    acts::events(&mut page);
    deals::control(&mut page);
    people::where_and_when(&mut page);
    page.finish()
}
