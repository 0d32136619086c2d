//! Who may ask, how often, and under which name of this machine.

mod sign_in;
mod tokens;

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::http::{HeaderMap, Uri, header};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::Problem;
use sign_in::Sessions;

pub use sign_in::routes;
pub use tokens::{Token, Tokens};

/// Requests that a client may have saved up, as a multiple of what it may send a second.
const BURST: u32 = 5;
/// Tokens that a client may try in a minute.
const TRIES: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Clients that are remembered before those that have been quiet are forgotten.
const REMEMBERED: usize = 4096;

/// How a desk is guarded.
#[derive(Clone, Default)]
pub struct Safety {
    tokens: Option<Arc<Tokens>>,
    hosts: Vec<String>,
    clients: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
    tries: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
    sessions: Arc<Sessions>,
}

impl Safety {
    /// Open to whoever reaches it under an address of this machine or as `localhost`.
    pub fn new() -> Self {
        Self::default()
    }

    /// Closed but to those who know one of these tokens.
    pub fn with_tokens(self, tokens: Tokens) -> Self {
        let tries = Arc::new(RateLimiter::keyed(Quota::per_minute(TRIES)));
        Safety { tokens: Some(Arc::new(tokens)), tries: Some(tries), ..self }
    }

    /// Also goes by these names.
    pub fn with_hosts(self, hosts: impl IntoIterator<Item = String>) -> Self {
        Safety { hosts: hosts.into_iter().map(|h| h.to_ascii_lowercase()).collect(), ..self }
    }

    /// A client may send so many requests a second over time.
    pub fn with_rate(self, a_second: NonZeroU32) -> Self {
        let burst = NonZeroU32::new(a_second.get().saturating_mul(BURST)).unwrap_or(a_second);
        let quota = Quota::per_second(a_second).allow_burst(burst);
        Safety { clients: Some(Arc::new(RateLimiter::keyed(quota))), ..self }
    }

    /// Whether a token is wanted.
    pub fn is_closed(&self) -> bool {
        self.tokens.is_some()
    }

    /// Lets a client ask, or tells it to wait.
    pub(crate) fn admit(&self, client: IpAddr) -> Result<(), Problem> {
        within(self.clients.as_deref(), client)
    }

    /// Only names that the desk goes by. A page from elsewhere can make its own name mean this machine (DNS
    /// rebinding); it cannot do that with an address or with `localhost`.
    pub(crate) fn called(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
        let given = headers.get(header::HOST).map(|h| h.to_str().unwrap_or("?"));
        // What names no host is no browser.
        for host in [given, uri.authority().map(|a| a.as_str())].into_iter().flatten() {
            let name = without_port(host).to_ascii_lowercase();
            let bare = name.trim_start_matches('[').trim_end_matches(']');
            let known = name == "localhost" || bare.parse::<IpAddr>().is_ok() || self.hosts.contains(&name);
            if !known {
                return Err(Problem::WrongHost(name));
            }
        }
        Ok(())
    }

    /// Whether a request may go on: no token is wanted, or it brings one, or its browser has signed in.
    pub(crate) fn knows(&self, client: IpAddr, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(tokens) = &self.tokens else { return Ok(()) };
        let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(bearer);
        match bearer {
            Some(token) => self.try_token(client, token).map(drop),
            None if self.sessions.of(headers).is_some_and(|name| tokens.has(&name)) => Ok(()),
            None => Err(Problem::NoToken),
        }
    }

    /// The name of a token; wrong ones are counted.
    fn try_token(&self, client: IpAddr, token: &str) -> Result<String, Problem> {
        let tokens = self.tokens.as_ref().ok_or(Problem::NoToken)?;
        match tokens.name_of(token) {
            Some(name) => Ok(name),
            None => within(self.tries.as_deref(), client).and(Err(Problem::NoToken)),
        }
    }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

fn within(limiter: Option<&DefaultKeyedRateLimiter<IpAddr>>, client: IpAddr) -> Result<(), Problem> {
    let Some(limiter) = limiter else { return Ok(()) };
    if limiter.len() > REMEMBERED {
        limiter.retain_recent();
    }
    limiter.check_key(&network(client)).map_err(|_| Problem::TooOften)
}

/// What counts as one client: an address, or the network that one customer has.
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        },
    }
}
