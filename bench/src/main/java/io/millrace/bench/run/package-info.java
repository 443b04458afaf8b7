/** Runs of the engine in fresh processes, and what several of them come to together. */
@NullMarked
package io.millrace.bench.run;

import org.jspecify.annotations.NullMarked;
