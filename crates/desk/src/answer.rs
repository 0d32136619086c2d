//! A view as a page, as JSON, or its list as CSV.

use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use crate::query::{Address, Format};
use crate::{Desk, Problem};

/// What every page shows around its view.
pub struct Frame {
    /// The archive's file name.
    pub archive: String,
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// Whether reports can be taken in.
    pub takes: bool,
    /// The part of the desk that the page belongs to: `today`, `processes`, ...
    pub part: &'static str,
    /// The page's own address.
    pub address: Address,
}

impl Frame {
    /// The frame of a page in a part of the desk.
    pub fn new(desk: &Desk, part: &'static str, address: Address) -> Self {
        Frame { archive: desk.name(), read_only: desk.is_read_only(), takes: desk.takes(), part, address }
    }
}

/// The list of a view, for CSV.
pub trait Rows {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];
    /// The rows.
    fn rows(&self) -> Vec<Vec<String>>;
}

/// Answers a view in the format that was asked for.
pub fn answer<V: Serialize + Rows, T: Template>(
    format: Format,
    view: V,
    page: impl FnOnce(V) -> T,
) -> Result<Response, Problem> {
    match format {
        Format::Html => html(&page(view)),
        Format::Json => json(&view),
        Format::Csv => csv(&view),
    }
}

/// A page.
pub fn html(page: &impl Template) -> Result<Response, Problem> {
    let page = page.render().map_err(|e| Problem::Failed(format!("the page could not be written: {e}")))?;
    Ok(Html(page).into_response())
}

fn json(view: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec_pretty(view).map_err(|e| Problem::Failed(e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

fn csv<V: Rows>(view: &V) -> Result<Response, Problem> {
    let failed = |e: csv::Error| Problem::Failed(e.to_string());
    let mut out = csv::Writer::from_writer(vec![]);
    out.write_record(V::COLUMNS).map_err(failed)?;
    for row in view.rows() {
        out.write_record(row.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    let body = out.into_inner().map_err(|e| Problem::Failed(e.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rapporteur.csv\""),
    ];
    Ok((headers, body).into_response())
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}
