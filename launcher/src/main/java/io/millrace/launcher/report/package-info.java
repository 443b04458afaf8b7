/** What a timed run came to: totals, whether it was stable, the verdict, and how each is shown. */
@NullMarked
package io.millrace.launcher.report;

import org.jspecify.annotations.NullMarked;
