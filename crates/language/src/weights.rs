//! The weights that live in the binary, packed by `build.rs` and unpacked when an engine is made.

use std::io;

use crate::engine::HIDDEN;

/// The tables of embeddings: pieces, positions, shapes.
static EMBEDDINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embeddings.bin.zst"));
static ENCODER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/encoder.rten.zst"));
static RELATIONS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/relations.rten.zst"));

/// The encoder, as `rten` loads it.
pub fn encoder() -> io::Result<Vec<u8>> {
    zstd::decode_all(ENCODER)
}

/// The scorer of relations, as `rten` loads it.
pub fn relations() -> io::Result<Vec<u8>> {
    zstd::decode_all(RELATIONS)
}

/// Rows of int8 numbers, each with its scale.
pub struct Table {
    scales: Vec<f32>,
    rows: Vec<u8>,
}

impl Table {
    /// Adds a row, in real numbers.
    pub fn add(&self, row: usize, out: &mut [f32]) {
        let scale = self.scales[row];
        for (o, b) in out.iter_mut().zip(&self.rows[row * HIDDEN..(row + 1) * HIDDEN]) {
            *o += *b as i8 as f32 * scale;
        }
    }

    /// Rows and width (u32, little end first), a scale (f32) for each row, and the rows.
    fn read(mut from: impl io::Read) -> io::Result<Self> {
        let mut number = || {
            let mut bytes = [0; 4];
            from.read_exact(&mut bytes).map(|()| u32::from_le_bytes(bytes))
        };
        let (rows, width) = (number()? as usize, number()? as usize);
        if width != HIDDEN {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "embeddings of another model"));
        }
        let scales = (0..rows).map(|_| number().map(f32::from_bits)).collect::<io::Result<_>>()?;
        let mut numbers = vec![0; rows * width];
        from.read_exact(&mut numbers)?;
        Ok(Self { scales, rows: numbers })
    }
}

/// The tables of pieces, positions and shapes.
pub fn embeddings() -> io::Result<[Table; 3]> {
    let mut from = io::BufReader::new(zstd::Decoder::new(EMBEDDINGS)?);
    Ok([Table::read(&mut from)?, Table::read(&mut from)?, Table::read(&mut from)?])
}
