/** Figures of several runs made into one. */
@NullMarked
package io.millrace.bench.figures;

import org.jspecify.annotations.NullMarked;
