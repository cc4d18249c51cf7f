// Generous, since what comes late on a busy machine is no fault; what never comes fails all the same.
jest.setTimeout(60_000);
