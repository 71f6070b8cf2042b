--
-- PostgreSQL database dump
--

\restrict lffPwYGbgt13QHbAu3yaVed9E90tK0BwDFtqhA5eofBfA89T5Y4yrZh8d9gpDob

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: acct; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA acct;


ALTER SCHEMA acct OWNER TO postgres;

--
-- Name: f(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE plpgsql
    AS $$
begin
INSERT INTO customers(given_name) VALUES ('x'),('y');
return 1;
end $$;


ALTER FUNCTION public.f() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Odd "Name"; Type: TABLE; Schema: acct; Owner: postgres
--

CREATE TABLE acct."Odd ""Name""" (
    x integer,
    t text
);


ALTER TABLE acct."Odd ""Name""" OWNER TO postgres;

--
-- Name: customers; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.customers (
    id integer NOT NULL,
    given_name text,
    email text,
    note text
);


ALTER TABLE public.customers OWNER TO postgres;

--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.customers_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.customers_id_seq OWNER TO postgres;

--
-- Name: customers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.customers_id_seq OWNED BY public.customers.id;


--
-- Name: empty_one; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.empty_one (
    a integer
);


ALTER TABLE public.empty_one OWNER TO postgres;

--
-- Name: customers id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.customers ALTER COLUMN id SET DEFAULT nextval('public.customers_id_seq'::regclass);


--
-- Name: 16404; Type: BLOB; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('16404');


ALTER LARGE OBJECT 16404 OWNER TO postgres;

--
-- Data for Name: Odd "Name"; Type: TABLE DATA; Schema: acct; Owner: postgres
--

COPY acct."Odd ""Name""" (x, t) FROM stdin;
1	INSERT INTO customers VALUES (1);
2	\\.
\.


--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.customers (id, given_name, email, note) FROM stdin;
1	P1	p1@grocer.example	\N
2	P2	p2@grocer.example	\N
3	P3	p3@grocer.example	\N
4	P4	p4@grocer.example	\N
5	P5	p5@grocer.example	\N
6	P6	p6@grocer.example	\N
7	P7	p7@grocer.example	two\nlines; and a \\ back'slash
8	P8	p8@grocer.example	\N
9	P9	p9@grocer.example	\N
10	P10	p10@grocer.example	\N
11	P11	p11@grocer.example	\N
12	P12	p12@grocer.example	\N
13	P13	p13@grocer.example	\N
14	P14	p14@grocer.example	two\nlines; and a \\ back'slash
15	P15	p15@grocer.example	\N
16	P16	p16@grocer.example	\N
17	P17	p17@grocer.example	\N
18	P18	p18@grocer.example	\N
19	P19	p19@grocer.example	\N
20	P20	p20@grocer.example	\N
21	P21	p21@grocer.example	two\nlines; and a \\ back'slash
22	P22	p22@grocer.example	\N
23	P23	p23@grocer.example	\N
24	P24	p24@grocer.example	\N
25	P25	p25@grocer.example	\N
26	P26	p26@grocer.example	\N
27	P27	p27@grocer.example	\N
28	P28	p28@grocer.example	two\nlines; and a \\ back'slash
29	P29	p29@grocer.example	\N
30	P30	p30@grocer.example	\N
31	P31	p31@grocer.example	\N
32	P32	p32@grocer.example	\N
33	P33	p33@grocer.example	\N
34	P34	p34@grocer.example	\N
35	P35	p35@grocer.example	two\nlines; and a \\ back'slash
36	P36	p36@grocer.example	\N
37	P37	p37@grocer.example	\N
38	P38	p38@grocer.example	\N
39	P39	p39@grocer.example	\N
40	P40	p40@grocer.example	\N
41	P41	p41@grocer.example	\N
42	P42	p42@grocer.example	two\nlines; and a \\ back'slash
43	P43	p43@grocer.example	\N
44	P44	p44@grocer.example	\N
45	P45	p45@grocer.example	\N
46	P46	p46@grocer.example	\N
47	P47	p47@grocer.example	\N
48	P48	p48@grocer.example	\N
49	P49	p49@grocer.example	two\nlines; and a \\ back'slash
50	P50	p50@grocer.example	\N
51	P51	p51@grocer.example	\N
52	P52	p52@grocer.example	\N
53	P53	p53@grocer.example	\N
54	P54	p54@grocer.example	\N
55	P55	p55@grocer.example	\N
56	P56	p56@grocer.example	two\nlines; and a \\ back'slash
57	P57	p57@grocer.example	\N
58	P58	p58@grocer.example	\N
59	P59	p59@grocer.example	\N
60	P60	p60@grocer.example	\N
61	P61	p61@grocer.example	\N
62	P62	p62@grocer.example	\N
63	P63	p63@grocer.example	two\nlines; and a \\ back'slash
64	P64	p64@grocer.example	\N
65	P65	p65@grocer.example	\N
66	P66	p66@grocer.example	\N
67	P67	p67@grocer.example	\N
68	P68	p68@grocer.example	\N
69	P69	p69@grocer.example	\N
70	P70	p70@grocer.example	two\nlines; and a \\ back'slash
71	P71	p71@grocer.example	\N
72	P72	p72@grocer.example	\N
73	P73	p73@grocer.example	\N
74	P74	p74@grocer.example	\N
75	P75	p75@grocer.example	\N
76	P76	p76@grocer.example	\N
77	P77	p77@grocer.example	two\nlines; and a \\ back'slash
78	P78	p78@grocer.example	\N
79	P79	p79@grocer.example	\N
80	P80	p80@grocer.example	\N
81	P81	p81@grocer.example	\N
82	P82	p82@grocer.example	\N
83	P83	p83@grocer.example	\N
84	P84	p84@grocer.example	two\nlines; and a \\ back'slash
85	P85	p85@grocer.example	\N
86	P86	p86@grocer.example	\N
87	P87	p87@grocer.example	\N
88	P88	p88@grocer.example	\N
89	P89	p89@grocer.example	\N
90	P90	p90@grocer.example	\N
91	P91	p91@grocer.example	two\nlines; and a \\ back'slash
92	P92	p92@grocer.example	\N
93	P93	p93@grocer.example	\N
94	P94	p94@grocer.example	\N
95	P95	p95@grocer.example	\N
96	P96	p96@grocer.example	\N
97	P97	p97@grocer.example	\N
98	P98	p98@grocer.example	two\nlines; and a \\ back'slash
99	P99	p99@grocer.example	\N
100	P100	p100@grocer.example	\N
101	P101	p101@grocer.example	\N
102	P102	p102@grocer.example	\N
103	P103	p103@grocer.example	\N
104	P104	p104@grocer.example	\N
105	P105	p105@grocer.example	two\nlines; and a \\ back'slash
106	P106	p106@grocer.example	\N
107	P107	p107@grocer.example	\N
108	P108	p108@grocer.example	\N
109	P109	p109@grocer.example	\N
110	P110	p110@grocer.example	\N
111	P111	p111@grocer.example	\N
112	P112	p112@grocer.example	two\nlines; and a \\ back'slash
113	P113	p113@grocer.example	\N
114	P114	p114@grocer.example	\N
115	P115	p115@grocer.example	\N
116	P116	p116@grocer.example	\N
117	P117	p117@grocer.example	\N
118	P118	p118@grocer.example	\N
119	P119	p119@grocer.example	two\nlines; and a \\ back'slash
120	P120	p120@grocer.example	\N
\.


--
-- Data for Name: empty_one; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.empty_one (a) FROM stdin;
\.


--
-- Name: customers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.customers_id_seq', 120, true);


--
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('16404', 131072);
SELECT pg_catalog.lowrite(0, '\xdeadbeef');
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict lffPwYGbgt13QHbAu3yaVed9E90tK0BwDFtqhA5eofBfA89T5Y4yrZh8d9gpDob

