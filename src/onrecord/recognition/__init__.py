"""What is found on a page: attributions, people, chains, times, quantities, threads. No files, no SQL."""
