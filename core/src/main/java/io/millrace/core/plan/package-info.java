/** From the graph a user drew to stages, compiled once a job. */
@NullMarked
package io.millrace.core.plan;

import org.jspecify.annotations.NullMarked;
