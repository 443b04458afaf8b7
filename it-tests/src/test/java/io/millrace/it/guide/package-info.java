/** What the pages for users show, compiled and run as it stands there. */
@NullMarked
package io.millrace.it.guide;

import org.jspecify.annotations.NullMarked;
