/** Checks that every record of the generator has come, and once. */
@NullMarked
package io.millrace.connectors.latency;

import org.jspecify.annotations.NullMarked;
