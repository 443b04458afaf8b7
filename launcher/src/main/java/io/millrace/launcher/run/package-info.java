/**
 * A timed run of a job on the record generator's records: what it is to be, the engine it runs on,
 * when it ends. The demo is one of these, a benchmark several.
 */
@NullMarked
package io.millrace.launcher.run;

import org.jspecify.annotations.NullMarked;
