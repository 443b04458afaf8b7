/** From the pipeline a user drew to stage templates, compiled once a job. */
@NullMarked
package io.millrace.core.plan;

import org.jspecify.annotations.NullMarked;
