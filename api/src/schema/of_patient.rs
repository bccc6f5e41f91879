//! The patient whom a change concerns, in its payload: clients with a normalised cache then show the change by themselves.

/// A payload whose `patient` is read only when it is asked for. Its other fields are plain.
macro_rules! payload_of_patient {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject, Debug)]
        #[graphql(complex)]
        pub struct $name {
            #[graphql(skip)]
            pub(super) of: uuid::Uuid,
            $($(#[$field_doc])* pub(super) $field: $type,)*
        }

        #[async_graphql::ComplexObject]
        impl $name {
            /// The patient whom the change concerns, as they are now.
            async fn patient(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> $crate::schema::error::Result<$crate::schema::people::Patient> {
                $crate::schema::people::Patient::open(ctx, self.of).await
            }
        }
    };
}

pub(super) use payload_of_patient;
