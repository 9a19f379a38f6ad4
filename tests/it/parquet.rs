//! Parquet in and out, in a build that knows it: the same results as from CSV, to the last decimal.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;

use super::program::{fixture, kamready, kamready_in};

const TYPED: &str = "message organisations {
    required binary id (UTF8);
    optional double total_revenue;
    optional int32 employees;
    optional boolean has_central_sales;
    optional binary structure_type (UTF8);
}";

/// Three organisations; the second says little.
fn write_typed(path: &Path) {
    let schema = Arc::new(parse_message_type(TYPED).unwrap());
    let file = File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| ByteArray::from(*word))
            .collect::<Vec<_>>()
    };
    let mut column = group.next_column().unwrap().unwrap();
    let ids = words(&["A", "B,\"quoted\"", "C"]);
    column
        .typed::<ByteArrayType>()
        .write_batch(&ids, None, None)
        .unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let revenues = [120.5, 7.125];
    column
        .typed::<DoubleType>()
        .write_batch(&revenues, Some(&[1, 0, 1]), None)
        .unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column
        .typed::<Int32Type>()
        .write_batch(&[1200, 35], Some(&[1, 0, 1]), None)
        .unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column
        .typed::<BoolType>()
        .write_batch(&[true, false], Some(&[1, 0, 1]), None)
        .unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let types = words(&["functional", "matrix"]);
    column
        .typed::<ByteArrayType>()
        .write_batch(&types, Some(&[1, 0, 1]), None)
        .unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let names = reader
        .metadata()
        .file_metadata()
        .schema()
        .get_fields()
        .iter();
    let mut all = vec![
        names
            .map(|field| field.name().to_owned())
            .collect::<Vec<_>>(),
    ];
    for row in reader.get_row_iter(None).unwrap() {
        let cell = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Double(number) => format!("{number:.4}"),
            other => panic!("{other:?}"),
        };
        all.push(
            row.unwrap()
                .get_column_iter()
                .map(|(_, field)| cell(field))
                .collect(),
        );
    }
    all
}

#[test]
fn a_table_of_results_in_parquet_holds_what_the_csv_holds() {
    let folder = tempfile::tempdir().unwrap();
    let table = fixture("organisations/domain.csv");
    let outputs = ["csv:r.csv", "csv:r.parquet"];
    let ran = kamready_in(
        folder.path(),
        &[
            "assess",
            table.to_str().unwrap(),
            "-q",
            "-o",
            outputs[0],
            "-o",
            outputs[1],
        ],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = std::fs::read_to_string(folder.path().join("r.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let wanted: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(rows(&folder.path().join("r.parquet")), wanted);
}

#[test]
fn typed_cells_say_what_the_same_table_says_as_csv() {
    let folder = tempfile::tempdir().unwrap();
    write_typed(&folder.path().join("o.parquet"));
    let text = "id,total_revenue,employees,has_central_sales,structure_type\n\
        A,120.5,1200,true,functional\n\
        \"B,\"\"quoted\"\"\",,,,\n\
        C,7.1250,35,false,matrix\n";
    std::fs::write(folder.path().join("o.csv"), text).unwrap();
    let [packed, plain] = ["o.parquet", "o.csv"].map(|file| {
        let ran = kamready_in(folder.path(), &["assess", file, "-q", "-o", "ndjson"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let lines = ran.out.lines().take(3);
        lines.map(str::to_owned).collect::<Vec<_>>()
    });
    assert_eq!(packed, plain);
    assert_eq!(packed.len(), 3);
}

#[test]
fn only_a_table_of_results_can_be_parquet_and_what_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = kamready(&[
        "assess",
        "fixtures/organisations/domain.csv",
        "-o",
        "ndjson:x.parquet",
    ]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("cannot be Parquet"), "{}", refused.err);
    std::fs::write(folder.path().join("o.parquet"), "id\nA\n").unwrap();
    let refused = kamready_in(folder.path(), &["assess", "o.parquet"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("o.parquet"), "{}", refused.err);
}
