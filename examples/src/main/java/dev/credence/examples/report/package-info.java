/**
 * Who can get what by a document of policies, as one page to read before it goes live.
 *
 * <p>{@link dev.credence.examples.report.Report} asks the policies themselves, about tokens that
 * the testkit mints for every kind of job.
 */
package dev.credence.examples.report;
