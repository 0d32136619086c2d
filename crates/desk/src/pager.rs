//! Which stretch of a list a page shows.

use serde::Serialize;

use crate::query::Address;

/// Rows of a page.
pub const PAGE: usize = 50;

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// Rows in all.
    pub total: usize,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
}

impl Pager {
    /// The page that is asked for, or the last one.
    pub fn new(page: Option<usize>, total: usize) -> Self {
        let pages = total.div_ceil(PAGE).max(1);
        Pager { total, page: page.unwrap_or(1).clamp(1, pages), pages }
    }

    /// Rows before the page's first.
    pub fn skip(&self) -> usize {
        (self.page - 1) * PAGE
    }

    /// The address of the page before.
    pub fn before(&self, address: &Address) -> Option<String> {
        (self.page > 1).then(|| address.with_page(self.page - 1))
    }

    /// The address of the page after.
    pub fn after(&self, address: &Address) -> Option<String> {
        (self.page < self.pages).then(|| address.with_page(self.page + 1))
    }
}
