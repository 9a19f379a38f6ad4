//! The own customers on a page: the overview only; the groups stand in the Markdown report.

use std::slice;

use super::Page;
use crate::model::{Assessment, Document};
use crate::report::portfolio::{sections, text};

impl Page<'_> {
    pub(super) fn customers(&mut self, document: &Document, assessment: &Assessment) {
        let Some(own) = &assessment.accounts else {
            return;
        };
        let told = sections(&own.result, &own.differences, &document.texts, self.lang);
        if let Some(overview) = told.first() {
            self.out.line("");
            self.out.block(&text(slice::from_ref(overview), self.lang));
        }
    }
}
