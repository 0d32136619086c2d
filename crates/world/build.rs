//! Packs the gazetteer: the binary carries it at a quarter of its size and unpacks it when the first place is looked up.
//! Most keys are their names in small letters: those are left out and made again by `unpacked` in `lib.rs`.

use std::{env, fs, path::Path};

fn main() {
    let table = "data/places.tsv";
    println!("cargo::rerun-if-changed={table}");
    let rows = fs::read_to_string(table).expect("the gazetteer lies in data/");
    let mut short = String::with_capacity(rows.len());
    for row in rows.lines().filter(|row| !row.starts_with(['#', '\t'])) {
        let (key, place) = row.split_once('\t').expect("a row has a key and a place");
        let name = place.split('\t').next().unwrap_or("");
        let implied = name.to_lowercase() == key;
        short.extend([if implied { "" } else { key }, "\t", place, "\n"]);
    }
    let packed = zstd::encode_all(short.as_bytes(), 19);
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo says where")).join("places.zst");
    fs::write(out, packed.expect("zstd packs what it can read")).expect("cargo's folder can be written");
}
