//! Clients that begin a request and never end it are let go, and hold up nobody meanwhile.

mod common;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use common::archive;
use rapporteur_desk::{Config, Desk, serve};

/// A desk on a port of its own, for as long as the test process lives.
fn served() -> (SocketAddr, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.archive");
    drop(archive(&file));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let desk = Desk::open(Config::new(&file)).unwrap();
    std::thread::spawn(move || serve(desk, listener));
    (address, folder)
}

/// What a client gets that says this and then nothing more, and after how long.
fn said(address: SocketAddr, words: &str) -> (String, Duration) {
    let began = Instant::now();
    let mut client = TcpStream::connect(address).unwrap();
    client.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    client.write_all(words.as_bytes()).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    (answer, began.elapsed())
}

#[test]
fn who_never_ends_a_request_is_let_go() {
    let (address, _folder) = served();
    let head = std::thread::spawn(move || said(address, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
    let body =
        "POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nEnvoys";
    let body = std::thread::spawn(move || said(address, body));
    // Others are answered meanwhile.
    let (answer, took) = said(address, "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("well\n") && took.as_secs() < 10,
        "{took:?} {answer}"
    );
    let (answer, took) = head.join().unwrap();
    assert!(!answer.contains("200 OK") && took.as_secs() < 40, "{took:?} {answer}");
    let (answer, took) = body.join().unwrap();
    assert!(answer.starts_with("HTTP/1.1 408") && took.as_secs() < 40, "{took:?} {answer}");
}
