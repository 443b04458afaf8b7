package io.millrace.node.driver.desk;

import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamStatus;

/** A receiver and the job it reads for. */
public record JobReceiver(JobId job, String name, StreamStatus stream) {}
