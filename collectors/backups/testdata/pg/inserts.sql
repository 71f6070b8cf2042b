--
-- PostgreSQL database dump
--

\restrict q3vzDeZSenUURMcOC50OWspNnt7qFBlSTa4iia5Zx01NRXMCmX9nE8DpTPi30Hk

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

INSERT INTO acct."Odd ""Name""" VALUES (1, 'INSERT INTO customers VALUES (1);');
INSERT INTO acct."Odd ""Name""" VALUES (2, '\.');


--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.customers VALUES (1, 'P1', 'p1@grocer.example', NULL);
INSERT INTO public.customers VALUES (2, 'P2', 'p2@grocer.example', NULL);
INSERT INTO public.customers VALUES (3, 'P3', 'p3@grocer.example', NULL);
INSERT INTO public.customers VALUES (4, 'P4', 'p4@grocer.example', NULL);
INSERT INTO public.customers VALUES (5, 'P5', 'p5@grocer.example', NULL);
INSERT INTO public.customers VALUES (6, 'P6', 'p6@grocer.example', NULL);
INSERT INTO public.customers VALUES (7, 'P7', 'p7@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (8, 'P8', 'p8@grocer.example', NULL);
INSERT INTO public.customers VALUES (9, 'P9', 'p9@grocer.example', NULL);
INSERT INTO public.customers VALUES (10, 'P10', 'p10@grocer.example', NULL);
INSERT INTO public.customers VALUES (11, 'P11', 'p11@grocer.example', NULL);
INSERT INTO public.customers VALUES (12, 'P12', 'p12@grocer.example', NULL);
INSERT INTO public.customers VALUES (13, 'P13', 'p13@grocer.example', NULL);
INSERT INTO public.customers VALUES (14, 'P14', 'p14@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (15, 'P15', 'p15@grocer.example', NULL);
INSERT INTO public.customers VALUES (16, 'P16', 'p16@grocer.example', NULL);
INSERT INTO public.customers VALUES (17, 'P17', 'p17@grocer.example', NULL);
INSERT INTO public.customers VALUES (18, 'P18', 'p18@grocer.example', NULL);
INSERT INTO public.customers VALUES (19, 'P19', 'p19@grocer.example', NULL);
INSERT INTO public.customers VALUES (20, 'P20', 'p20@grocer.example', NULL);
INSERT INTO public.customers VALUES (21, 'P21', 'p21@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (22, 'P22', 'p22@grocer.example', NULL);
INSERT INTO public.customers VALUES (23, 'P23', 'p23@grocer.example', NULL);
INSERT INTO public.customers VALUES (24, 'P24', 'p24@grocer.example', NULL);
INSERT INTO public.customers VALUES (25, 'P25', 'p25@grocer.example', NULL);
INSERT INTO public.customers VALUES (26, 'P26', 'p26@grocer.example', NULL);
INSERT INTO public.customers VALUES (27, 'P27', 'p27@grocer.example', NULL);
INSERT INTO public.customers VALUES (28, 'P28', 'p28@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (29, 'P29', 'p29@grocer.example', NULL);
INSERT INTO public.customers VALUES (30, 'P30', 'p30@grocer.example', NULL);
INSERT INTO public.customers VALUES (31, 'P31', 'p31@grocer.example', NULL);
INSERT INTO public.customers VALUES (32, 'P32', 'p32@grocer.example', NULL);
INSERT INTO public.customers VALUES (33, 'P33', 'p33@grocer.example', NULL);
INSERT INTO public.customers VALUES (34, 'P34', 'p34@grocer.example', NULL);
INSERT INTO public.customers VALUES (35, 'P35', 'p35@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (36, 'P36', 'p36@grocer.example', NULL);
INSERT INTO public.customers VALUES (37, 'P37', 'p37@grocer.example', NULL);
INSERT INTO public.customers VALUES (38, 'P38', 'p38@grocer.example', NULL);
INSERT INTO public.customers VALUES (39, 'P39', 'p39@grocer.example', NULL);
INSERT INTO public.customers VALUES (40, 'P40', 'p40@grocer.example', NULL);
INSERT INTO public.customers VALUES (41, 'P41', 'p41@grocer.example', NULL);
INSERT INTO public.customers VALUES (42, 'P42', 'p42@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (43, 'P43', 'p43@grocer.example', NULL);
INSERT INTO public.customers VALUES (44, 'P44', 'p44@grocer.example', NULL);
INSERT INTO public.customers VALUES (45, 'P45', 'p45@grocer.example', NULL);
INSERT INTO public.customers VALUES (46, 'P46', 'p46@grocer.example', NULL);
INSERT INTO public.customers VALUES (47, 'P47', 'p47@grocer.example', NULL);
INSERT INTO public.customers VALUES (48, 'P48', 'p48@grocer.example', NULL);
INSERT INTO public.customers VALUES (49, 'P49', 'p49@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (50, 'P50', 'p50@grocer.example', NULL);
INSERT INTO public.customers VALUES (51, 'P51', 'p51@grocer.example', NULL);
INSERT INTO public.customers VALUES (52, 'P52', 'p52@grocer.example', NULL);
INSERT INTO public.customers VALUES (53, 'P53', 'p53@grocer.example', NULL);
INSERT INTO public.customers VALUES (54, 'P54', 'p54@grocer.example', NULL);
INSERT INTO public.customers VALUES (55, 'P55', 'p55@grocer.example', NULL);
INSERT INTO public.customers VALUES (56, 'P56', 'p56@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (57, 'P57', 'p57@grocer.example', NULL);
INSERT INTO public.customers VALUES (58, 'P58', 'p58@grocer.example', NULL);
INSERT INTO public.customers VALUES (59, 'P59', 'p59@grocer.example', NULL);
INSERT INTO public.customers VALUES (60, 'P60', 'p60@grocer.example', NULL);
INSERT INTO public.customers VALUES (61, 'P61', 'p61@grocer.example', NULL);
INSERT INTO public.customers VALUES (62, 'P62', 'p62@grocer.example', NULL);
INSERT INTO public.customers VALUES (63, 'P63', 'p63@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (64, 'P64', 'p64@grocer.example', NULL);
INSERT INTO public.customers VALUES (65, 'P65', 'p65@grocer.example', NULL);
INSERT INTO public.customers VALUES (66, 'P66', 'p66@grocer.example', NULL);
INSERT INTO public.customers VALUES (67, 'P67', 'p67@grocer.example', NULL);
INSERT INTO public.customers VALUES (68, 'P68', 'p68@grocer.example', NULL);
INSERT INTO public.customers VALUES (69, 'P69', 'p69@grocer.example', NULL);
INSERT INTO public.customers VALUES (70, 'P70', 'p70@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (71, 'P71', 'p71@grocer.example', NULL);
INSERT INTO public.customers VALUES (72, 'P72', 'p72@grocer.example', NULL);
INSERT INTO public.customers VALUES (73, 'P73', 'p73@grocer.example', NULL);
INSERT INTO public.customers VALUES (74, 'P74', 'p74@grocer.example', NULL);
INSERT INTO public.customers VALUES (75, 'P75', 'p75@grocer.example', NULL);
INSERT INTO public.customers VALUES (76, 'P76', 'p76@grocer.example', NULL);
INSERT INTO public.customers VALUES (77, 'P77', 'p77@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (78, 'P78', 'p78@grocer.example', NULL);
INSERT INTO public.customers VALUES (79, 'P79', 'p79@grocer.example', NULL);
INSERT INTO public.customers VALUES (80, 'P80', 'p80@grocer.example', NULL);
INSERT INTO public.customers VALUES (81, 'P81', 'p81@grocer.example', NULL);
INSERT INTO public.customers VALUES (82, 'P82', 'p82@grocer.example', NULL);
INSERT INTO public.customers VALUES (83, 'P83', 'p83@grocer.example', NULL);
INSERT INTO public.customers VALUES (84, 'P84', 'p84@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (85, 'P85', 'p85@grocer.example', NULL);
INSERT INTO public.customers VALUES (86, 'P86', 'p86@grocer.example', NULL);
INSERT INTO public.customers VALUES (87, 'P87', 'p87@grocer.example', NULL);
INSERT INTO public.customers VALUES (88, 'P88', 'p88@grocer.example', NULL);
INSERT INTO public.customers VALUES (89, 'P89', 'p89@grocer.example', NULL);
INSERT INTO public.customers VALUES (90, 'P90', 'p90@grocer.example', NULL);
INSERT INTO public.customers VALUES (91, 'P91', 'p91@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (92, 'P92', 'p92@grocer.example', NULL);
INSERT INTO public.customers VALUES (93, 'P93', 'p93@grocer.example', NULL);
INSERT INTO public.customers VALUES (94, 'P94', 'p94@grocer.example', NULL);
INSERT INTO public.customers VALUES (95, 'P95', 'p95@grocer.example', NULL);
INSERT INTO public.customers VALUES (96, 'P96', 'p96@grocer.example', NULL);
INSERT INTO public.customers VALUES (97, 'P97', 'p97@grocer.example', NULL);
INSERT INTO public.customers VALUES (98, 'P98', 'p98@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (99, 'P99', 'p99@grocer.example', NULL);
INSERT INTO public.customers VALUES (100, 'P100', 'p100@grocer.example', NULL);
INSERT INTO public.customers VALUES (101, 'P101', 'p101@grocer.example', NULL);
INSERT INTO public.customers VALUES (102, 'P102', 'p102@grocer.example', NULL);
INSERT INTO public.customers VALUES (103, 'P103', 'p103@grocer.example', NULL);
INSERT INTO public.customers VALUES (104, 'P104', 'p104@grocer.example', NULL);
INSERT INTO public.customers VALUES (105, 'P105', 'p105@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (106, 'P106', 'p106@grocer.example', NULL);
INSERT INTO public.customers VALUES (107, 'P107', 'p107@grocer.example', NULL);
INSERT INTO public.customers VALUES (108, 'P108', 'p108@grocer.example', NULL);
INSERT INTO public.customers VALUES (109, 'P109', 'p109@grocer.example', NULL);
INSERT INTO public.customers VALUES (110, 'P110', 'p110@grocer.example', NULL);
INSERT INTO public.customers VALUES (111, 'P111', 'p111@grocer.example', NULL);
INSERT INTO public.customers VALUES (112, 'P112', 'p112@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (113, 'P113', 'p113@grocer.example', NULL);
INSERT INTO public.customers VALUES (114, 'P114', 'p114@grocer.example', NULL);
INSERT INTO public.customers VALUES (115, 'P115', 'p115@grocer.example', NULL);
INSERT INTO public.customers VALUES (116, 'P116', 'p116@grocer.example', NULL);
INSERT INTO public.customers VALUES (117, 'P117', 'p117@grocer.example', NULL);
INSERT INTO public.customers VALUES (118, 'P118', 'p118@grocer.example', NULL);
INSERT INTO public.customers VALUES (119, 'P119', 'p119@grocer.example', 'two
lines; and a \ back''slash');
INSERT INTO public.customers VALUES (120, 'P120', 'p120@grocer.example', NULL);


--
-- Data for Name: empty_one; Type: TABLE DATA; Schema: public; Owner: postgres
--



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

\unrestrict q3vzDeZSenUURMcOC50OWspNnt7qFBlSTa4iia5Zx01NRXMCmX9nE8DpTPi30Hk

