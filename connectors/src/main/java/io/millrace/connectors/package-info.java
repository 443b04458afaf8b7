/**
 * Sources and sinks that reach outside the engine; each is found by name and knows nothing of
 * actors.
 */
@NullMarked
package io.millrace.connectors;

import org.jspecify.annotations.NullMarked;
