export const serviceVersion = 'ledger.v2';

export const errors = [
  code('account_not_found'),
  code('amount_out_of_range'),
  code('duplicate_entry'),
  code('ledger_closed'),
];

function code(name: string): { code: string } {
  return { code: name };
}
