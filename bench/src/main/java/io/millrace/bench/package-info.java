/** Benchmarks, each named by the shape of what it measures. */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
