//! What people decide about themselves: their doctor and their time zone.

use super::{
    Api,
    error::Result,
    ids::Kind,
    people::{Doctor, Patient, User},
    scalars::{DateTime, TimeZone},
};
use crate::auth::Viewer;
use aftercare_core::domain::{accounts, assignments};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use std::sync::Arc;

/// A choice of doctor.
#[derive(InputObject)]
pub struct SelectDoctorInput {
    /// Id of the doctor to select.
    doctor_id: ID,
}

/// The patient's choice of doctor, made.
#[derive(SimpleObject, Debug)]
pub struct SelectDoctorPayload {
    /// The patient who chose.
    patient: Patient,
    /// The doctor who cares for the patient from now on.
    doctor: Doctor,
    /// Since when this doctor cares for the patient.
    assigned_at: DateTime,
}

/// A choice of time zone.
#[derive(InputObject)]
pub struct SetTimeZoneInput {
    /// The zone by its IANA name; null for the hospital's time zone.
    time_zone: Option<TimeZone>,
}

/// The choice of time zone, made.
#[derive(SimpleObject, Debug)]
pub struct SetTimeZonePayload {
    /// The signed-in person, with the new time zone.
    user: User,
}

/// What people decide about themselves.
#[derive(Default, Debug)]
pub struct AccountMutation;

/// What people decide about themselves.
#[Object]
impl AccountMutation {
    /// Makes a doctor the signed-in patient's doctor; from that moment the former doctor can no longer see the record.
    async fn select_doctor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which doctor to select.")] input: SelectDoctorInput,
    ) -> Result<SelectDoctorPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let doctor = Kind::Doctor.uuid(&input.doctor_id, "doctorId")?;
        let row = assignments::select_doctor(&api.app, patient.id, doctor).await?;
        let doctor = assignments::doctor(&api.app, doctor).await?;
        Ok(SelectDoctorPayload {
            patient: Patient(Arc::clone(patient)),
            doctor: Doctor::Account(Arc::new(doctor)),
            assigned_at: DateTime(row.from_at),
        })
    }

    /// Sets the time zone in which the signed-in person's days begin and end.
    async fn set_time_zone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which time zone to set.")] input: SetTimeZoneInput,
    ) -> Result<SetTimeZonePayload> {
        let api = Api::of(ctx)?;
        let zone = input.time_zone.map(|zone| zone.0);
        let account = accounts::set_time_zone(&api.app, &Viewer::of(ctx)?.account, zone).await?;
        Ok(SetTimeZonePayload { user: User::own(&Arc::new(account)) })
    }
}
