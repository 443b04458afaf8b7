/** The jobs that are measured; ordinary ones, written as users write theirs. */
@NullMarked
package io.millrace.bench.job;

import org.jspecify.annotations.NullMarked;
