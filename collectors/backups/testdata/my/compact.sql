/*M!999999\- enable the sandbox mode */ 
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `customers` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(80) DEFAULT NULL,
  `note` text DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=256 DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
INSERT INTO `customers` VALUES
(1,'P1',NULL),
(2,'P2',NULL),
(3,'P3',NULL),
(4,'P4',NULL),
(5,'P5',NULL),
(6,'P6',NULL),
(7,'P7','it\'s; (x),\n\\ VALUES (1)'),
(8,'P8',NULL),
(9,'P9',NULL),
(10,'P10',NULL),
(11,'P11',NULL),
(12,'P12',NULL),
(13,'P13',NULL),
(14,'P14','it\'s; (x),\n\\ VALUES (1)'),
(15,'P15',NULL),
(16,'P16',NULL),
(17,'P17',NULL),
(18,'P18',NULL),
(19,'P19',NULL),
(20,'P20',NULL),
(21,'P21','it\'s; (x),\n\\ VALUES (1)'),
(22,'P22',NULL),
(23,'P23',NULL),
(24,'P24',NULL),
(25,'P25',NULL),
(26,'P26',NULL),
(27,'P27',NULL),
(28,'P28','it\'s; (x),\n\\ VALUES (1)'),
(29,'P29',NULL),
(30,'P30',NULL),
(31,'P31',NULL),
(32,'P32',NULL),
(33,'P33',NULL),
(34,'P34',NULL),
(35,'P35','it\'s; (x),\n\\ VALUES (1)'),
(36,'P36',NULL),
(37,'P37',NULL),
(38,'P38',NULL),
(39,'P39',NULL),
(40,'P40',NULL),
(41,'P41',NULL),
(42,'P42','it\'s; (x),\n\\ VALUES (1)'),
(43,'P43',NULL),
(44,'P44',NULL),
(45,'P45',NULL),
(46,'P46',NULL),
(47,'P47',NULL),
(48,'P48',NULL),
(49,'P49','it\'s; (x),\n\\ VALUES (1)'),
(50,'P50',NULL),
(51,'P51',NULL),
(52,'P52',NULL),
(53,'P53',NULL),
(54,'P54',NULL),
(55,'P55',NULL),
(56,'P56','it\'s; (x),\n\\ VALUES (1)'),
(57,'P57',NULL),
(58,'P58',NULL),
(59,'P59',NULL),
(60,'P60',NULL),
(61,'P61',NULL),
(62,'P62',NULL),
(63,'P63','it\'s; (x),\n\\ VALUES (1)'),
(64,'P64',NULL),
(65,'P65',NULL),
(66,'P66',NULL),
(67,'P67',NULL),
(68,'P68',NULL),
(69,'P69',NULL),
(70,'P70','it\'s; (x),\n\\ VALUES (1)'),
(71,'P71',NULL),
(72,'P72',NULL),
(73,'P73',NULL),
(74,'P74',NULL),
(75,'P75',NULL),
(76,'P76',NULL),
(77,'P77','it\'s; (x),\n\\ VALUES (1)'),
(78,'P78',NULL),
(79,'P79',NULL),
(80,'P80',NULL),
(81,'P81',NULL),
(82,'P82',NULL),
(83,'P83',NULL),
(84,'P84','it\'s; (x),\n\\ VALUES (1)'),
(85,'P85',NULL),
(86,'P86',NULL),
(87,'P87',NULL),
(88,'P88',NULL),
(89,'P89',NULL),
(90,'P90',NULL),
(91,'P91','it\'s; (x),\n\\ VALUES (1)'),
(92,'P92',NULL),
(93,'P93',NULL),
(94,'P94',NULL),
(95,'P95',NULL),
(96,'P96',NULL),
(97,'P97',NULL),
(98,'P98','it\'s; (x),\n\\ VALUES (1)'),
(99,'P99',NULL),
(100,'P100',NULL),
(101,'P101',NULL),
(102,'P102',NULL),
(103,'P103',NULL),
(104,'P104',NULL),
(105,'P105','it\'s; (x),\n\\ VALUES (1)'),
(106,'P106',NULL),
(107,'P107',NULL),
(108,'P108',NULL),
(109,'P109',NULL),
(110,'P110',NULL),
(111,'P111',NULL),
(112,'P112','it\'s; (x),\n\\ VALUES (1)'),
(113,'P113',NULL),
(114,'P114',NULL),
(115,'P115',NULL),
(116,'P116',NULL),
(117,'P117',NULL),
(118,'P118',NULL),
(119,'P119','it\'s; (x),\n\\ VALUES (1)'),
(120,'P120',NULL),
(121,'P121',NULL),
(122,'P122',NULL),
(123,'P123',NULL),
(124,'P124',NULL),
(125,'P125',NULL),
(126,'P126','it\'s; (x),\n\\ VALUES (1)'),
(127,'P127',NULL),
(128,'P128',NULL),
(129,'P129',NULL),
(130,'P130',NULL),
(131,'P131',NULL),
(132,'P132',NULL),
(133,'P133','it\'s; (x),\n\\ VALUES (1)'),
(134,'P134',NULL),
(135,'P135',NULL),
(136,'P136',NULL),
(137,'P137',NULL),
(138,'P138',NULL),
(139,'P139',NULL),
(140,'P140','it\'s; (x),\n\\ VALUES (1)'),
(141,'P141',NULL),
(142,'P142',NULL),
(143,'P143',NULL),
(144,'P144',NULL),
(145,'P145',NULL),
(146,'P146',NULL),
(147,'P147','it\'s; (x),\n\\ VALUES (1)'),
(148,'P148',NULL),
(149,'P149',NULL),
(150,'P150',NULL);
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `empty_one` (
  `a` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `odd table` (
  `x` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
INSERT INTO `odd table` VALUES
(1),
(2);
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb3 */ ;
/*!50003 SET character_set_results = utf8mb3 */ ;
/*!50003 SET collation_connection  = utf8mb3_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 trigger t after insert on `odd table` for each row insert into empty_one values(1) 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
