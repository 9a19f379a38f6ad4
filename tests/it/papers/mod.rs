//! The documents that people hand over: tables for a spreadsheet, workbooks, text documents.

mod csv_excel;
