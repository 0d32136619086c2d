//! Records as Arrow record batches.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder, StringDictionaryBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use rapporteur_record::Record;

use crate::{Cell, Error, Info, Kind, MadeOf, Sort, Ties};

/// How names are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strings {
    /// Each name once, and numbers in its place.
    Dictionary,
    /// Out in full, for programs that know no dictionaries (Spark).
    Plain,
}

/// The schema of a table, with what made it in its metadata.
pub fn schema(kind: Kind, strings: Strings, made_of: &MadeOf) -> SchemaRef {
    let about: HashMap<String, String> =
        made_of.pairs().into_iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
    Arc::new(Schema::new_with_metadata(fields(kind, strings), about))
}

fn fields(kind: Kind, strings: Strings) -> Fields {
    kind.columns().iter().map(|c| Field::new(&c.name, data_type(c.sort, strings), true)).collect()
}

fn data_type(sort: Sort, strings: Strings) -> DataType {
    let list = |of| DataType::List(Arc::new(Field::new("item", of, true)));
    match (sort, strings) {
        (Sort::Name, Strings::Dictionary) => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        (Sort::Text | Sort::Name, _) => DataType::Utf8,
        (Sort::Int, _) => DataType::Int64,
        (Sort::Float, _) => DataType::Float64,
        (Sort::Day, _) => DataType::Date32,
        (Sort::Texts, _) => list(DataType::Utf8),
        (Sort::Ints, _) => list(DataType::Int64),
    }
}

/// Tables that grow by a record at a time.
pub struct Batches {
    strings: Strings,
    made_of: MadeOf,
    tables: Vec<Growing>,
}

struct Growing {
    kind: Kind,
    columns: Vec<Grown>,
    rows: usize,
    bytes: usize,
}

impl Batches {
    /// Empty tables.
    pub fn new(strings: Strings) -> Self {
        Self::made_of(strings, MadeOf::default())
    }

    /// Empty tables that say what made them.
    pub fn made_of(strings: Strings, made_of: MadeOf) -> Self {
        let tables = Kind::ALL.map(|kind| Growing::new(kind, strings)).into();
        Batches { strings, made_of, tables }
    }

    /// Adds the rows of a record.
    pub fn add(&mut self, record: &Record, ties: &Ties) -> Result<(), Error> {
        for table in &mut self.tables {
            let kind = table.kind;
            let mut wrong = None;
            kind.rows(record, ties, &mut |row| {
                table.rows += 1;
                for (column, cell) in table.columns.iter_mut().zip(row) {
                    table.bytes += size(&cell);
                    if let Err(what) = column.push(cell) {
                        wrong = Some(what);
                    }
                }
            });
            if let Some(what) = wrong {
                return Err(Error::Table { kind, what });
            }
        }
        Ok(())
    }

    /// How many rows of a kind wait to be taken.
    pub fn rows(&self, kind: Kind) -> usize {
        self.tables[kind as usize].rows
    }

    /// About how many bytes of a kind wait to be taken.
    pub fn bytes(&self, kind: Kind) -> usize {
        self.tables[kind as usize].bytes
    }

    /// The rows of a kind that have come together since they were last taken.
    pub fn take(&mut self, kind: Kind) -> Result<RecordBatch, Error> {
        let schema = schema(kind, self.strings, &self.made_of);
        let table = &mut self.tables[kind as usize];
        (table.rows, table.bytes) = (0, 0);
        let arrays = table.columns.iter_mut().map(Grown::take).collect();
        RecordBatch::try_new(schema, arrays).map_err(|e| Error::Table { kind, what: e.to_string() })
    }
}

impl Growing {
    fn new(kind: Kind, strings: Strings) -> Self {
        let columns = kind.columns().iter().map(|c: &Info| Grown::new(c.sort, strings)).collect();
        Growing { kind, columns, rows: 0, bytes: 0 }
    }
}

/// About how many bytes a cell takes.
fn size(cell: &Cell) -> usize {
    match cell {
        Cell::Text(s) => s.len() + 4,
        Cell::Texts(all) => all.iter().map(|s| s.len() + 4).sum::<usize>() + 4,
        Cell::Ints(all) => all.len() * 8 + 4,
        _ => 8,
    }
}

/// A column that grows.
enum Grown {
    Text(StringBuilder),
    Name(StringDictionaryBuilder<Int32Type>),
    Int(Int64Builder),
    Float(Float64Builder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
    Ints(ListBuilder<Int64Builder>),
}

impl Grown {
    fn new(sort: Sort, strings: Strings) -> Self {
        match (sort, strings) {
            (Sort::Name, Strings::Dictionary) => Grown::Name(StringDictionaryBuilder::new()),
            (Sort::Text | Sort::Name, _) => Grown::Text(StringBuilder::new()),
            (Sort::Int, _) => Grown::Int(Int64Builder::new()),
            (Sort::Float, _) => Grown::Float(Float64Builder::new()),
            (Sort::Day, _) => Grown::Day(Date32Builder::new()),
            (Sort::Texts, _) => Grown::Texts(ListBuilder::new(StringBuilder::new())),
            (Sort::Ints, _) => Grown::Ints(ListBuilder::new(Int64Builder::new())),
        }
    }

    fn push(&mut self, cell: Cell) -> Result<(), String> {
        match (self, cell) {
            (Grown::Text(b), Cell::Text(s)) => b.append_value(s),
            (Grown::Name(b), Cell::Text(s)) => {
                b.append(s).map_err(|e| e.to_string())?;
            }
            (Grown::Int(b), Cell::Int(n)) => b.append_value(n),
            (Grown::Float(b), Cell::Float(x)) => b.append_value(x),
            (Grown::Day(b), Cell::Day(d)) => b.append_value(d),
            (Grown::Texts(b), Cell::Texts(all)) => b.append_value(all.into_iter().map(Some)),
            (Grown::Ints(b), Cell::Ints(all)) => b.append_value(all.into_iter().map(Some)),
            (column, Cell::Null) => column.skip(),
            (_, cell) => return Err(format!("{cell:?} is of another sort than its column")),
        }
        Ok(())
    }

    fn skip(&mut self) {
        match self {
            Grown::Text(b) => b.append_null(),
            Grown::Name(b) => b.append_null(),
            Grown::Int(b) => b.append_null(),
            Grown::Float(b) => b.append_null(),
            Grown::Day(b) => b.append_null(),
            Grown::Texts(b) => b.append_null(),
            Grown::Ints(b) => b.append_null(),
        }
    }

    fn take(&mut self) -> ArrayRef {
        let builder: &mut dyn ArrayBuilder = match self {
            Grown::Text(b) => b,
            Grown::Name(b) => b,
            Grown::Int(b) => b,
            Grown::Float(b) => b,
            Grown::Day(b) => b,
            Grown::Texts(b) => b,
            Grown::Ints(b) => b,
        };
        builder.finish()
    }
}

/// What came of reading a report: a record, or a problem, or of a report that was too long both.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// What was read.
    pub record: Option<Record>,
    /// What could not be.
    pub problem: Option<String>,
}

/// The columns of [`nested`]: the problem, then a list of rows for each kind.
pub fn nested_schema() -> SchemaRef {
    let list = |kind: Kind| {
        let row = DataType::Struct(fields(kind, Strings::Plain));
        Field::new(kind.as_str(), DataType::List(Arc::new(Field::new("item", row, true))), true)
    };
    let problem = Field::new("problem", DataType::Utf8, true);
    Arc::new(Schema::new([problem].into_iter().chain(Kind::ALL.map(list)).collect::<Fields>()))
}

/// Records and problems as one batch, a row each: a list of rows for each kind, for engines that want as many rows out as
/// went in.
pub fn nested(all: &[Outcome]) -> Result<RecordBatch, Error> {
    let mut tables = Batches::new(Strings::Plain);
    let mut problems = StringBuilder::new();
    let mut counts: Vec<Vec<usize>> = vec![vec![]; Kind::ALL.len()];
    for one in all {
        problems.append_option(one.problem.as_ref());
        let before = Kind::ALL.map(|k| tables.rows(k));
        if let Some(record) = &one.record {
            tables.add(record, &Ties::default())?;
        }
        for (i, kind) in Kind::ALL.into_iter().enumerate() {
            counts[i].push(tables.rows(kind) - before[i]);
        }
    }
    let schema = nested_schema();
    let mut columns: Vec<ArrayRef> = vec![Arc::new(problems.finish())];
    for (kind, counts) in Kind::ALL.into_iter().zip(counts) {
        let rows = StructArray::from(tables.take(kind)?);
        let DataType::List(item) = schema.field(columns.len()).data_type().clone() else {
            return Err(Error::Table { kind, what: "its column is no list".into() });
        };
        let offsets = OffsetBuffer::from_lengths(counts);
        columns.push(Arc::new(ListArray::new(item, offsets, Arc::new(rows), None)));
    }
    RecordBatch::try_new(schema, columns).map_err(|e| Error::Table { kind: Kind::Reports, what: e.to_string() })
}
