/** What a driver node knows of the code that users bring: the jars of jobs, and their identity. */
@NullMarked
package io.millrace.node.driver.code;

import org.jspecify.annotations.NullMarked;
