/** The engine inside a program: a job runs in the process of whoever calls it, until its end. */
@NullMarked
package io.millrace.embedded;

import org.jspecify.annotations.NullMarked;
