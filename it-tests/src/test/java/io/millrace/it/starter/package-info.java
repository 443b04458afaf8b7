/** The starter as its reader meets it: copied, built with installed artifacts, run. */
@NullMarked
package io.millrace.it.starter;

import org.jspecify.annotations.NullMarked;
