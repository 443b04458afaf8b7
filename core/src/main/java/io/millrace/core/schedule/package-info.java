/**
 * Tasks on the driver: {@link io.millrace.core.schedule.JobSchedule} turns a batch into dispatches,
 * stage by stage; {@link io.millrace.core.schedule.BatchRun} is one batch on its way.
 */
@NullMarked
package io.millrace.core.schedule;

import org.jspecify.annotations.NullMarked;
