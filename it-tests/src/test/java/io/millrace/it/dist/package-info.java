/** The distribution as a user has it: unpacked somewhere, run by its script. */
@NullMarked
package io.millrace.it.dist;

import org.jspecify.annotations.NullMarked;
