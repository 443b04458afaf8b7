/**
 * Fakes, contracts and extensions for tests; a fake passes the same contract as what it stands for.
 */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
