//! SeaORM entities of Aftercare and their scoped finders.
