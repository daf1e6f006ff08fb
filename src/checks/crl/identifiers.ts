// The extensions of CRLs and of their entries by identifier (RFC 5280, 5.2 and 5.3).
export const CRL_EXTENSION = {
  number: '2.5.29.20',
  reason: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  delta: '2.5.29.27',
  issuingPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
} as const;
