//! What an address asks: parameters that are left empty in a form count as not given.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use rapporteur_archive::edtf;
use serde::de::DeserializeOwned;

use crate::Problem;

/// How a page is to be answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// As a page.
    #[default]
    Html,
    /// What the page shows, as JSON.
    Json,
    /// Its list, as CSV.
    Csv,
}

/// The parameters of an address, and how it was asked for.
pub struct Asked<Q> {
    /// The parameters.
    pub query: Q,
    /// How.
    pub asking: Asking,
}

/// How a page was asked for.
pub struct Asking {
    /// As which format.
    pub format: Format,
    /// The address as it was given.
    pub address: Address,
    /// The request's headers: which answer the client has.
    pub had: HeaderMap,
}

impl Asking {
    /// As somebody asks who has no answer yet and gives no parameters.
    pub fn of(path: String) -> Self {
        let address = Address { path, ..Address::default() };
        Asking { format: Format::Html, address, had: HeaderMap::new() }
    }
}

/// An address that links to variants of a page are made from.
#[derive(Debug, Clone, Default)]
pub struct Address {
    path: String,
    pairs: Vec<(String, String)>,
    /// The name that the user last decided under.
    pub who: String,
    /// What else an answer depends on.
    noted: String,
}

/// The name of the cookie that remembers it.
pub const WHO: &str = "who";

impl Address {
    /// The same page with a parameter set to another value, or without it where that is empty; from its first stretch.
    pub fn with(&self, name: &str, value: &str) -> String {
        let same = self.pairs.iter().filter(|(k, _)| k != name && k != "page" && k != "after" && k != "format");
        let mut pairs: Vec<(&str, &str)> = same.map(|(k, v)| (k.as_str(), v.as_str())).collect();
        if !value.is_empty() {
            pairs.push((name, value));
        }
        let query: Vec<String> = pairs.iter().map(|(k, v)| format!("{}={}", escaped(k), escaped(v))).collect();
        if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) }
    }

    /// Another stretch of the same list.
    pub fn with_page(&self, page: usize) -> String {
        self.with("page", &page.to_string())
    }

    /// All of it that an answer depends on.
    pub fn key(&self) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        format!("{}?{} {} {}", self.path, pairs.collect::<Vec<_>>().join("&"), escaped(&self.who), self.noted)
    }

    /// Notes what else an answer depends on.
    pub fn note(&mut self, what: &str) {
        self.noted = what.into();
    }

    /// The page itself.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl<S: Send + Sync, Q: DeserializeOwned> FromRequestParts<S> for Asked<Q> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts.uri.query().unwrap_or_default();
        let kept: Vec<&str> =
            given.split('&').filter(|p| p.split_once('=').is_some_and(|(_, v)| !v.is_empty())).collect();
        let kept = kept.join("&");
        let query = read::<Q>(&kept)?;
        let format = read::<As>(&kept)?.format.unwrap_or_default();
        let pairs = read::<Vec<(String, String)>>(&kept)?;
        let who = cookie(&parts.headers, WHO).map_or_else(String::new, |w| unescaped(&w));
        let address = Address { path: parts.uri.path().to_string(), pairs, who, noted: String::new() };
        Ok(Asked { query, asking: Asking { format, address, had: parts.headers.clone() } })
    }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';')).find_map(|c| Some(c.trim().strip_prefix(name)?.strip_prefix('=')?.to_string()))
}

#[derive(serde::Deserialize)]
struct As {
    format: Option<Format>,
}

/// What pairs of names and values say.
pub fn read<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let uri = format!("/?{query}").parse().map_err(|e| Problem::Misunderstood(format!("the address: {e}")))?;
    axum::extract::Query::<T>::try_from_uri(&uri)
        .map(|q| q.0)
        .map_err(|e| Problem::Misunderstood(format!("the address cannot be understood: {}", e.body_text())))
}

/// A date of a form as its first or last day.
pub fn day(value: Option<&str>, last: bool) -> Result<Option<i32>, Problem> {
    let Some(value) = value else { return Ok(None) };
    match edtf::days(value) {
        Some(d) => Ok(Some(if last { d.last } else { d.first })),
        None => Err(Problem::Misunderstood(format!("{value:?} is not a date such as 2025-12-05, 2025-12 or 2025"))),
    }
}

/// Percent-encoding of all but what is plain in a query.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// The other way round.
fn unescaped(text: &str) -> String {
    let pair = format!("/?x={text}")
        .parse()
        .ok()
        .and_then(|uri| axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    pair.and_then(|q| q.0.into_iter().next()).map_or_else(String::new, |(_, v)| v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_their_filters_and_begin_anew() {
        let pair = |k: &str, v: &str| (k.to_string(), v.to_string());
        let address = Address {
            path: "/statements".into(),
            pairs: vec![pair("by", "A & B"), pair("page", "3")],
            ..Address::default()
        };
        assert_eq!(address.with("sort", "oldest"), "/statements?by=A%20%26%20B&sort=oldest");
        assert_eq!(address.with("by", ""), "/statements");
    }
}
