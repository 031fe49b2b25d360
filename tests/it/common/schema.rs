//! A JSON schema of the project, for validating documents.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

pub struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    /// Reads a schema file of the project.
    pub fn read(path: &str) -> Schema {
        let schema = serde_json::from_str(&super::read(path)).expect("the schema is valid JSON");
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler
            .add_resource("schema.json", schema)
            .expect("the schema is loaded");
        let index = compiler
            .compile("schema.json", &mut schemas)
            .expect("the schema compiles");
        Schema { schemas, index }
    }

    /// The first violation of the schema; `None` if the document is valid.
    pub fn fault(&self, document: &Value) -> Option<String> {
        self.schemas
            .validate(document, self.index)
            .err()
            .map(|error| error.to_string())
    }
}
