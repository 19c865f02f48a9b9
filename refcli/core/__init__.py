"""What `ref` knows about referral programs: values in, values out, no world outside."""
