-- What other systems call an agent says who that is, and goes when the person is erased (LOG-1).
grant delete on call_aliases to rollcall_app;
