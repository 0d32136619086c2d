//! Packs the gazetteer: the binary carries it at a third of its size and unpacks it when the first place is looked up.

use std::{env, fs, path::Path};

fn main() {
    let table = "data/places.tsv";
    println!("cargo::rerun-if-changed={table}");
    let packed = zstd::encode_all(fs::File::open(table).expect("the gazetteer lies in data/"), 19);
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo says where")).join("places.zst");
    fs::write(out, packed.expect("zstd packs what it can read")).expect("cargo's folder can be written");
}
