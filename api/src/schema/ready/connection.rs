//! A page of ready objects is ready itself.

use super::{Asked, HasReady, Json, Ready};
use async_graphql::{
    OutputType,
    connection::{Connection, CursorType, Edge, EmptyFields, PageInfo},
};

impl<T: HasReady> HasReady for Connection<String, Ready<T>>
where
    Ready<T>: OutputType,
{
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        match asked.name() {
            "nodes" => asked.list(self.edges.iter().map(|edge| &edge.node.0), json),
            "edges" => asked.list(&self.edges, json),
            "pageInfo" => {
                let cursor = |edge: &Edge<String, Ready<T>, EmptyFields>| edge.cursor.encode_cursor();
                let page = PageInfo {
                    has_previous_page: self.has_previous_page,
                    has_next_page: self.has_next_page,
                    start_cursor: self.edges.first().map(cursor),
                    end_cursor: self.edges.last().map(cursor),
                };
                asked.object(&page, json)
            }
            _ => None,
        }
    }
}

impl<T: HasReady> HasReady for Edge<String, Ready<T>, EmptyFields>
where
    Ready<T>: OutputType,
{
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        match asked.name() {
            "node" => asked.object(&self.node.0, json),
            "cursor" => json.value(&self.cursor),
            _ => None,
        }
    }
}

impl HasReady for PageInfo {
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        match asked.name() {
            "hasPreviousPage" => json.value(&self.has_previous_page),
            "hasNextPage" => json.value(&self.has_next_page),
            "startCursor" => json.value(&self.start_cursor),
            "endCursor" => json.value(&self.end_cursor),
            _ => None,
        }
    }
}
