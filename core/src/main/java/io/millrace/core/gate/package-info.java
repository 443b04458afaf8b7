/** What must be there before a task behind a shuffle runs and before a batch is made visible. */
@NullMarked
package io.millrace.core.gate;

import org.jspecify.annotations.NullMarked;
