//! Packs the weights: int8 numbers of a trained model are a sixth smaller packed, and unpack in hundredths of a second.
//! They hardly repeat, so that a higher level of compression takes a minute and gains nothing.

use std::{env, fs, path::Path};

fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo says where");
    for name in ["encoder.rten", "relations.rten", "embeddings.bin"] {
        let file = Path::new("../../models").join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        let packed = zstd::encode_all(fs::File::open(&file).expect("the weights lie in models/"), 3);
        let packed = packed.expect("zstd packs what it can read");
        fs::write(Path::new(&out).join(format!("{name}.zst")), packed).expect("cargo's folder can be written");
    }
}
