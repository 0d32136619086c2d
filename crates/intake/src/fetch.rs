//! Pages over the network, with care: no private address, robots.txt obeyed, a delay for each host, bounds on size,
//! time and redirects.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::thread;
use std::time::{Duration, Instant};

use texting_robots::Robot;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

use crate::Error;

/// The name that servers and robots.txt know us by.
const AGENT: &str = concat!("rapporteur/", env!("CARGO_PKG_VERSION"));
/// The largest page in bytes, unpacked.
const LARGEST_PAGE: u64 = 16 << 20;
/// The largest robots.txt that is read (RFC 9309 asks for 500 kB at least).
const LARGEST_ROBOTS: u64 = 512 << 10;
/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// The longest that a robots.txt can make us wait between two pages.
const LONGEST_DELAY: f32 = 30.0;

/// How careful to be.
#[derive(Debug, Clone)]
pub struct Care {
    /// Fetch from private and loopback addresses too.
    pub private: bool,
    /// Between two requests to one host.
    pub delay: Duration,
    /// For one page, from asking to its last byte.
    pub timeout: Duration,
}

impl Default for Care {
    fn default() -> Self {
        Care { private: false, delay: Duration::from_secs(1), timeout: Duration::from_secs(30) }
    }
}

/// A page that was fetched.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it was found, after redirects.
    pub url: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The server's tag and date for it, to ask next time only for what is new.
    pub etag: Option<String>,
    /// The same.
    pub modified: Option<String>,
}

/// Fetches pages; remembers each host's robots.txt and when it was last asked.
pub struct Fetcher {
    agent: ureq::Agent,
    care: Care,
    robots: HashMap<String, Option<Robot>>,
    asked: HashMap<String, Instant>,
}

impl Fetcher {
    /// A fetcher with this care.
    pub fn new(care: Care) -> Self {
        let config = Config::builder()
            .user_agent(AGENT)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(care.timeout))
            .build();
        let resolver = PublicOnly { private: care.private, inner: DefaultResolver::default() };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
        Fetcher { agent, care, robots: HashMap::new(), asked: HashMap::new() }
    }

    /// Fetches a page; none where the server says that it is as it was.
    pub fn get(&mut self, url: &str, etag: Option<&str>, modified: Option<&str>) -> Result<Option<Page>, Error> {
        let error = |what: String| Error::Unreadable { name: url.into(), what };
        let mut at = Url::parse(url).map_err(|e| error(format!("this is no address ({e})")))?;
        for _ in 0..=REDIRECTS {
            if !matches!(at.scheme(), "http" | "https") {
                return Err(error(format!("{}: only http and https are fetched", at.scheme())));
            }
            if !self.allowed(&at).map_err(&error)? {
                return Err(error("the site's robots.txt does not allow to fetch it".into()));
            }
            self.wait(&at);
            let mut ask = self.agent.get(at.as_str());
            for (header, value) in [("If-None-Match", etag), ("If-Modified-Since", modified)] {
                if let Some(value) = value {
                    ask = ask.header(header, value);
                }
            }
            let mut answer = ask.call().map_err(|e| error(told(&e)))?;
            let header = |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).map(String::from);
            match answer.status().as_u16() {
                200 => {
                    let (etag, modified) = (header("etag"), header("last-modified"));
                    let bytes = bounded(answer.body_mut(), LARGEST_PAGE).map_err(error)?;
                    return Ok(Some(Page { url: at.into(), bytes, etag, modified }));
                }
                304 => return Ok(None),
                301 | 302 | 303 | 307 | 308 => {
                    let to = header("location").ok_or_else(|| error("it is redirected to nowhere".into()))?;
                    at = at
                        .join(&to)
                        .map_err(|e| error(format!("it is redirected to {to:?}, which is no address ({e})")))?;
                }
                status => return Err(error(format!("the server answers {status}"))),
            }
        }
        Err(error(format!("it is redirected more than {REDIRECTS} times")))
    }

    /// Whether the host's robots.txt allows it. A host that cannot tell allows nothing (RFC 9309).
    fn allowed(&mut self, url: &Url) -> Result<bool, String> {
        let origin = url.origin().ascii_serialization();
        if !self.robots.contains_key(&origin) {
            let robot = self.ask_robots(&origin)?;
            self.robots.insert(origin.clone(), robot);
        }
        Ok(self.robots[&origin].as_ref().is_none_or(|r| r.allowed(url.as_str())))
    }

    /// The rules of a host; none where it has none. Redirects of robots.txt are followed on the way as for pages.
    fn ask_robots(&mut self, origin: &str) -> Result<Option<Robot>, String> {
        let mut at = Url::parse(&format!("{origin}/robots.txt")).map_err(|e| e.to_string())?;
        for _ in 0..=REDIRECTS {
            let mut answer = self.agent.get(at.as_str()).call().map_err(|e| told(&e))?;
            match answer.status().as_u16() {
                200 => {
                    let bytes = bounded(answer.body_mut(), LARGEST_ROBOTS)?;
                    return Ok(Robot::new("rapporteur", &bytes).ok());
                }
                301 | 302 | 303 | 307 | 308 => {
                    let to = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default();
                    at = at.join(to).map_err(|e| format!("robots.txt is redirected to {to:?} ({e})"))?;
                    if !matches!(at.scheme(), "http" | "https") {
                        return Ok(None);
                    }
                }
                400..500 => return Ok(None),
                status => {
                    return Err(format!(
                        "the site's robots.txt cannot be read (the server answers {status}); try again later"
                    ));
                }
            }
        }
        Ok(None)
    }

    /// Waits until the host may be asked again.
    fn wait(&mut self, url: &Url) {
        let origin = url.origin().ascii_serialization();
        let wanted = self.robots.get(&origin).and_then(|r| r.as_ref()?.delay).unwrap_or(0.0).clamp(0.0, LONGEST_DELAY);
        let delay = self.care.delay.max(Duration::from_secs_f32(wanted));
        if let Some(last) = self.asked.get(&origin) {
            thread::sleep(delay.saturating_sub(last.elapsed()));
        }
        self.asked.insert(origin, Instant::now());
    }
}

fn bounded(body: &mut ureq::Body, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = vec![];
    let reader = body.with_config().limit(limit + 1).reader();
    reader.take(limit + 1).read_to_end(&mut bytes).map_err(|e| format!("it broke off ({e})"))?;
    if bytes.len() as u64 > limit {
        return Err(format!("it is larger than {} MB", limit >> 20));
    }
    Ok(bytes)
}

fn told(e: &ureq::Error) -> String {
    match e {
        ureq::Error::Timeout(_) => "it took too long".into(),
        ureq::Error::HostNotFound => "there is no such host".into(),
        ureq::Error::Io(e) if e.kind() == std::io::ErrorKind::PermissionDenied => e.to_string(),
        e => format!("it cannot be fetched ({e})"),
    }
}

/// Finds a host's addresses and refuses those that are not of the public network. The connection is made to the very
/// address that was looked at, on every redirect anew.
struct PublicOnly {
    private: bool,
    inner: DefaultResolver,
}

impl fmt::Debug for PublicOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicOnly")
    }
}

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match found.iter().find(|a| !self.private && !is_public(a.ip())) {
            Some(a) => {
                let what = format!(
                    "{} is a private address ({}); --allow-private fetches it all the same",
                    uri.host().unwrap_or("?"),
                    a.ip()
                );
                Err(ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, what)))
            }
            None => Ok(found),
        }
    }
}

/// Whether an address is of the public network (RFC 6890 and those after it).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped().or_else(|| embedded(ip)) {
            Some(v4) => public_v4(v4),
            None => {
                let first = ip.segments()[0];
                !(ip.is_loopback() || ip.is_unspecified() || ip.is_multicast())
                    && first & 0xfe00 != 0xfc00
                    && first & 0xffc0 != 0xfe80
                    && first & 0xffc0 != 0xfec0
                    && ip.segments()[..2] != [0x2001, 0x0db8]
            }
        },
    }
}

/// The IPv4 address that a translated (64:ff9b::/96) or 6to4 (2002::/16) address leads to.
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let o = ip.octets();
    if o[..12] == [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] {
        Some(Ipv4Addr::new(o[12], o[13], o[14], o[15]))
    } else if o[..2] == [0x20, 0x02] {
        Some(Ipv4Addr::new(o[2], o[3], o[4], o[5]))
    } else {
        None
    }
}

fn public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a == 198 && (18..20).contains(&b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_network_are_public() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.216.34", "2606:2800:220:1::1", "172.32.0.1", "100.128.0.1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
