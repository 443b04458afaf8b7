package io.millrace.core.plan;

import io.millrace.dsl.Framing;
import io.millrace.dsl.Source;
import java.io.Serializable;

/** What a receiver needs of a job: where its bytes come from and where their records end. */
public record StreamReading(Source source, Framing framing) implements Serializable {}
