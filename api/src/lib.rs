//! The GraphQL server: transport, authentication and schema.
